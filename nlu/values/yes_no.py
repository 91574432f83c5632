"""Yes and no in all their forms, as an answer to a question that was asked."""

from __future__ import annotations

import re

from nlu.lexicon import table

_YES = table(
    """
    就是这样子 是这样子 有一本 有一张 有一个 有本 有张 有证
    对 对的 对头 对对 对对对 对啊 对呀 是 是的 是滴 是啊 是呀 是是 是是是 正是 就是 就是的 是这样
    是这样的 嗯 嗯嗯 嗯呐 嗯哪 恩 恩恩 好 好的 好啊 好呀 好吧 好嘞 好滴 好好 行 行的 行啊 行吧 中 中的
    要得 要 要的 可以 可以的 能 能的 会 会的 成 得行 得 同意 愿意 确认 确定 没错 没得错 不错 没问题
    没得问题 没毛病 没意见 有 有的 有啊 有滴 有得 办 办吧 提交 提交吧 交吧 ok okay okk yes y 1是 欧克
    哦了 哎 诶 唉是 哦对 当然 当然了 必须的 可不 可不是 晓得了 知道了 明白 明白了 么得问题 冇问题 系
    系的 着 妥 妥了 管 阔以 阔以的 阔以阔以 可以可以 好的好的 领了 办了 有了 在领 领着呢 办好了 激活了
    已经办了 已经领了 信息都对 都对 都对的 全对 没错的 对了 正确 无误 属实 准 是我 是我本人 本人 在 在的
    还在 已激活 已办 已领 那是 那肯定 那当然 肯定 肯定的 一定 必须 绝对 那可不 可不咋的 可不咋地 可不是嘛
    可不嘛 咋不是 谁说不是 谁说不是呢 就是嘛 就是说 正是 不假 是真的 真的
    都行 都可以 都成 随便 听你的 依你 按你说的 没说的 么子问题都没得 要得要得 好勒 好哒 好咧 得嘞 得咧
    得了您 行嘞 行咧 行哦 行呢 中啊 中哩 中不溜 使得 妥妥的 成吧 成啊 成交
    哎对 哎是 有啊一直有 一直有 是嘞 是哩 是咧 是哦 是呢 是噻 对噻 对滴 对咧 对嘞 对哩 对哈 对哟 嗯那 嗯嘞
    嗯对 嗯是 嗯好 嗯行 唔 哦好
    噢好 好耶 好哦 好哈 可 可以啊 可以呀 可以哈 可以哦 能行 能成 愿 乐意 接受 认可 赞成 支持 通过 允许 授权
    符合 属实的
    shi shide dui duide hao haode keyi xing xingde zhong en enen haoba yao yaode tongyi queren 好的吧 欧了
    欧啦 ojbk yep yeah sure okok 嗯哼 有着呢 有嘞 有咧 有哩 1可以 恩呐 恩那
    """
)
_NO = table(
    """
    不 不是 不是的 不是滴 不对 不对的 不对头 不对啊 不行 不行的 不中 不要 不要了 不用 不用了 不可以 不能
    不会 不同意 不愿意 没 没有 没有的 没得 没得的 莫得 莫 冇 冇有 冒 冒得 冒有 无 未 还没 还没有 还没得 没呢 没啊
    木有 没领 没办 没领过 没办过 没激活 没开通 算了 算了吧 不了 不办 不必 不需要 不好 不成 不得行 要不得
    错 错了 错的 有错 不正确 不属实 no n nope 否 哪有 没在领 不在 没那个 没这个 没有过 从来没有 从没
    并没有 绝对没有 俺没有 我没有 从没领过 从来没领过 从没办过 没有过的 没有的事 没那回事 没那个事 没这回事
    没有这回事 不存在 哪里有 哪儿有 不不 不不不 不啊 不呀 不呢 不哦
    不嘛 不得 不干 不愿 不肯 不成 没空 不许
    莫要 莫得了 莫得的 冇得 毋 弗 弗是 勿要 勿是 伐是 否的 没戏 免了 拒绝 反对 不接受 不认可 不符 不一样 不属于
    bu bushi buyao buyong buxing budui mei meiyou meide bukeyi bu是 nono 别办 甭 甭了 不消 不消了 罢了 作罢
    未曾 没呗
    都没有 啥也没有 不提交 先不 先不要 暂时不 别 别提交 不系 唔系 没卡 无卡 没办卡 么得 不算 否认
    """
)
_SWAPPED = (
    "没错",
    "没得错",
    "不错",
    "没问题",
    "没得问题",
    "没毛病",
    "没意见",
    "可不是",
    "么得问题",
    "冇问题",
    "无误",
)
_UNSURE = (
    "不好说",
    "不知道",
    "不清楚",
    "不晓得",
    "不记得",
    "不确定",
    "不一定",
    "没听懂",
    "没听清",
    "不懂",
    "不会弄",
    "不太",
    "没注意",
)
# Words that begin like a yes or a no and are neither, and a question that asks for one.
_NEITHER = re.compile(
    "对(?:不起|方|象|门|面|于|账|了[, ]|比|待|的起)|行(?:动|走|政|为|李|不)|中(?:国|午|风|间|心|药|央|"
    "秋|介|年|度|不)|能(?:不|否)|会不|好(?:不|多|像|难|累|久|人|心|冷|贵|麻烦)|可(?:怜|能|惜|不可以|是)"
    "|不(?:好意思|客气|谢|过|管|仅|光|但|如|料|舒服|公平|像话|得了|至于|少|同的|动产|久|妨|要脸|孕|幸)|没(?:事|关系|办法|想到|文化|收到|到|钱|工作|退休|人|法|道理|良心|户口|妈|爸|儿|女)|无(?:所谓|语|奈|业|人|儿|聊|法|助)"
    "|是(?:不是|否|谁|啥|什么|哪|多|几)|有(?:没有|病|人|啥|什么|哪|多少|几|没|点|些|时)|要(?:不要|多|啥|什么|几|怎|哪|是|交|带|么)|(.)不\\1|莫(?:非|名|慌|急)|未(?:来|成年|必)|错(?:过|字)|别(?:人|的|处|墅)|同意书|确认(?:书|表)"
)
_SIGNS = {
    "👌": "yes",
    "👍": "yes",
    "✅": "yes",
    "√": "yes",
    "🙆": "yes",
    "🆗": "yes",
    "💯": "yes",
    "✔": "yes",
    "☑": "yes",
    "⭕": "yes",
    "👏": "yes",
    "💪": "yes",
    "✖": "no",
    "🚫": "no",
    "⛔": "no",
    "✘": "no",
    "✗": "no",
    "👎": "no",
    "❌": "no",
    "🙅": "no",
    "×": "no",
}
# The skin tones and joiners that may follow a sign.
_TINTS = "🏻🏼🏽🏾🏿♂♀ "
_HEDGE = re.compile(
    "(?:我想|我猜|我觉得|可能)?(?:应该|好像|可能|大概|也许|估计|多半|八成|按理说|按说|似乎|差不多)(?:就|还|也)?(是|有|没有|不是|没|对|可以|能|行|领了|办了|没领|没办|没有的|是的|有的|激活了)(?:吧|呢|的|啊|了)*"
)
_PERHAPS = re.compile("(?:可能|也许|大概|应该|差不多|估计|或许|兴许|八成)(?:是)?(?:吧|呢|哦|噢|哈)+")
_BY_THE_WAY = ("对了,", "对了 ", "好了,", "行了,")
# What the person it is about said, passed on by whoever writes for them.
_PASSED_ON = re.compile(
    "^(?:他|她|老人家?|老人家自己|本人|人家|我妈|我爸|老伴|奶奶|爷爷|大爷|大妈)(?:自己)?(?:都|也)?"
    "(?:说|讲|回|答)(?:了|的是|是|,|:| )?(?=.)"
)
_NODS = re.compile("(?:点了?头|点点头|点了点头|答应)(?:了|啦|咯)?$")
_NO_LETTERS = re.compile(r"[\W_]+")
_TAILS = re.compile(r"[的了啊呀哦噢呢吧嘛哈呐哪啦滴得哇喽嘞咯哒额]+$")
_STRONG_YES = (
    "对",
    "是的",
    "是啊",
    "是呀",
    "嗯",
    "好的",
    "好,",
    "可以",
    "要得",
    "没错",
    "没问题",
    "同意",
    "确认",
    "行",
    "有的",
    "有,",
    "有社",
    "有卡",
    "对头",
    "中,",
)
_STRONG_NO = ("不", "没", "莫", "还没", "未", "算了", "错", "从来没", "无", "冇", "否")
_DOUBLE = re.compile("^(?:也)?(?:不是|并非|不是说|不能说)(?=不|没)")


_HAVE_NOT = re.compile(
    "(?:我|俺|他|她)?(?:也|都)?(?:还没有|还没|没有|没得|莫得|么得|木有|冇有|冇|没|无)(?:办过|办|弄过|弄|带)?(?:过)?"
    "(?:银行卡|社保卡|卡|手机号|手机|电话号码|电话|存折)?(?:的|啊|呢|哦|了)?"
)


def has_none(letters: str) -> bool:
    """Tell whether a message says nothing but that somebody has none of what was asked for."""
    return _HAVE_NOT.fullmatch(letters) is not None


def exact_yes_no(text: str) -> str | None:
    """Return "yes" or "no" when the message is nothing but a yes or a no."""
    words = text.strip(" ,。!.~、;:?\n").lower()
    return _signed(words) or _exact(words)


def yes_no(text: str) -> str | None:
    """Return "yes", "no" or None for a whole message that answers a question.

    >>> yes_no("对头"), yes_no("没错"), yes_no("不是不对"), yes_no("八十三")
    ('yes', 'yes', 'yes', None)
    """
    words = text.strip(" ,。!.~、;:?\n").lower()
    if signed := _signed(words):
        return signed
    if words.startswith(_BY_THE_WAY):
        return None
    passed_on = _PASSED_ON.match(words)
    if passed_on:
        return _exact(words[passed_on.end() :])
    if _NODS.search(words) and not words.startswith(_STRONG_NO):
        return "no" if "没" in words or "不" in words else "yes"
    double = _DOUBLE.match(words)
    if double:
        return _opposite(yes_no(words[double.end() :]))
    return _exact(words) or _leading(words)


def _signed(words: str) -> str | None:
    """The sign of a message that holds nothing else, however often and in whatever skin."""
    if words[:1] not in _SIGNS and words[:1] not in _TINTS:
        return None
    kinds = {_SIGNS.get(letter) for letter in words if letter not in _TINTS}
    return kinds.pop() if len(kinds) == 1 else None


def hedged(text: str) -> str | None:
    """Return the yes or no that somebody believes but does not know ("should be", "probably not").

    >>> hedged("应该是吧"), hedged("好像没有"), hedged("是的")
    ('yes', 'no', None)
    """
    words = text.strip(" ,。!.~、;:\n")
    if _PERHAPS.fullmatch(words):
        return "yes"
    match = _HEDGE.fullmatch(words)
    return None if match is None else _exact(match.group(1))


def _exact(words: str) -> str | None:
    plain = _NO_LETTERS.sub("", words)
    half = plain[: len(plain) // 2]
    said_twice = (half,) if half * 2 == plain else ()
    for form in (plain, _TAILS.sub("", plain), *said_twice):
        if form in _YES:
            return "yes"
        if form in _NO:
            return "no"
    return None


def _leading(words: str) -> str | None:
    if (
        len(words) > 30
        or words.startswith(_UNSURE)
        or words.endswith(("?", "吗", "么", "不?"))
        or _NEITHER.match(words)
    ):
        return None
    first = re.split(r"[,。!;、 ~\n]", words, maxsplit=1)[0]
    if first != words and (found := _exact(first)):
        return found
    if words.startswith(_SWAPPED):
        return "yes"
    if words.startswith(_STRONG_NO):
        return "no"
    return "yes" if words.startswith(_STRONG_YES) and len(words) <= 12 else None


def _opposite(answer: str | None) -> str | None:
    return {"yes": "no", "no": "yes"}.get(answer or "")
