"""Yes and no in all their forms, as an answer to a question that was asked."""

from __future__ import annotations

import re

from nlu.lexicon import table

_YES = table(
    """
    对 对的 对头 对对 对对对 对啊 对呀 是 是的 是滴 是啊 是呀 是是 是是是 正是 就是 就是的 是这样
    是这样的 嗯 嗯嗯 嗯呐 嗯哪 恩 恩恩 好 好的 好啊 好呀 好吧 好嘞 好滴 好好 行 行的 行啊 行吧 中 中的
    要得 要 要的 可以 可以的 能 能的 会 会的 成 得行 得 同意 愿意 确认 确定 没错 没得错 不错 没问题
    没得问题 没毛病 没意见 有 有的 有啊 有滴 有得 办 办吧 提交 提交吧 交吧 ok okay okk yes y 1是 欧克
    哦了 哎 诶 唉是 哦对 当然 当然了 必须的 可不 可不是 晓得了 知道了 明白 明白了 么得问题 冇问题 系
    系的 着 妥 妥了 管 阔以 阔以的 阔以阔以 可以可以 好的好的 领了 办了 有了 在领 领着呢 办好了 激活了
    已经办了 已经领了 信息都对 都对 都对的 全对 没错的 对了 正确 无误 属实 准 是我 是我本人 本人 在 在的
    还在 已激活 已办 已领
    """
)
_NO = table(
    """
    不 不是 不是的 不是滴 不对 不对的 不对头 不对啊 不行 不行的 不中 不要 不要了 不用 不用了 不可以 不能
    不会 不同意 不愿意 没 没有 没有的 没得 没得的 莫得 莫 冇 冇有 无 未 还没 还没有 还没得 没呢 没啊
    木有 没领 没办 没领过 没办过 没激活 没开通 算了 算了吧 不了 不办 不必 不需要 不好 不成 不得行 要不得
    错 错了 错的 有错 不正确 不属实 no n nope 否 哪有 没在领 不在 没那个 没这个 没有过 从来没有 从没
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
_SIGNS = {
    "👌": "yes",
    "👍": "yes",
    "✅": "yes",
    "√": "yes",
    "🙆": "yes",
    "👎": "no",
    "❌": "no",
    "🙅": "no",
    "×": "no",
}
_BY_THE_WAY = ("对了,", "对了 ", "好了,", "行了,")
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
_DOUBLE = re.compile("^(?:不是|并非|不是说)(?=不|没)")


HAVE_NOT = table(
    """
    没有 没有的 没得 没得的 莫得 没 无 冇 冇有 木有 还没有 还没 没有啊 没有呢 没有哦 么得 没办 没卡 无卡
    没有卡 没办卡 没有社保卡 没有银行卡 没有手机 没有电话
    """
)


def exact_yes_no(text: str) -> str | None:
    """Return "yes" or "no" when the message is nothing but a yes or a no."""
    words = text.strip(" ,。!.~、;:?\n").lower()
    return _SIGNS.get(words) or _exact(words)


def yes_no(text: str) -> str | None:
    """Return "yes", "no" or None for a whole message that answers a question.

    >>> yes_no("对头"), yes_no("没错"), yes_no("不是不对"), yes_no("八十三")
    ('yes', 'yes', 'yes', None)
    """
    words = text.strip(" ,。!.~、;:?\n").lower()
    if words in _SIGNS:
        return _SIGNS[words]
    if words.startswith(_BY_THE_WAY):
        return None
    double = _DOUBLE.match(words)
    if double:
        return _opposite(yes_no(words[double.end() :]))
    return _exact(words) or _leading(words)


def _exact(words: str) -> str | None:
    plain = "".join(letter for letter in words if letter.isalnum())
    for form in (plain, _TAILS.sub("", plain)):
        if form in _YES:
            return "yes"
        if form in _NO:
            return "no"
    return None


def _leading(words: str) -> str | None:
    if len(words) > 30 or words.startswith(_UNSURE) or words.endswith("?"):
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
