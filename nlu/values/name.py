"""A person's name: after words that announce one, or alone when the name was asked.

A Chinese name starts with a surname of the table; what is no name (a form of address, a common word) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlu.lexicon import table
from nlu.reading import Value
from nlu.text import clauses

_DOUBLE = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 司徒 长孙 宇文 端木 南宫 百里 呼延 东郭 闻人 "
    "钟离 澹台 公冶 濮阳 淳于 单于 太叔 申屠 轩辕 鲜于 赫连 万俟 独孤 拓跋"
)
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章"
    "鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖"
    "巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴"
    "丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎"
    "勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_NOT_IN_NAMES = frozenset(
    "的了是在吗呢不没你我他她它们这那什么怎么哪谁几岁领办问想要能会可以给帮请您吧啊呀哦嗯年月日号钱元块街县镇村"
)
_NOT_NAMES = table(
    """
    大爷 大妈 大娘 大叔 大婶 大伯 大哥 大姐 大嫂 婆婆 老汉 老太 老头 老伯 伯伯 叔 婶 姨 嫂子 医生 护士 主席
    支书 干部 队长
    组长 科长 局长 镇长 村长 会计 律师 总 老板 经理 小姐 夫人 太太 家的 奶奶 爷爷 阿姨 叔叔 先生 女士 老师
    书记 主任 师傅 同志 老人 高龄 都有 全部 安排 平时 明天
    明白 成年 金额 单位 时间 方便 解释 相关 应该 国家 海报 门口 干啥 干嘛 干么 来 和 管 包 从来 常常 经常 通过
    """
)
# How people say which surname they mean: "bow-long Zhang".
_SPELLINGS = table(
    """
    弓长张 立早章 木子李 木易杨 耳东陈 口天吴 双木林 三横王 草头黄 言午许 古月胡 走肖赵 人可何 双人徐
    余未徐 禾呈程 干勾于 人则侯 文刀刘 卯金刘 美女姜 女古胡 水工江 西早覃 十口古 中心忠 两点水冯 马冯
    三点水 干钩于 大写王 方块田 反文
    """
)
_LETTER = "[\u4e00-\u9fff]"
_SAID_OF = (
    "我|他|她|ta|儿子|女儿|孙子|孙女|老伴|外婆|外公|老公|老婆|丈夫|妻子|孩子|娃|母亲|父亲|爱人|老人|"
    "老人家|妈|爸|娘|爹|爷|奶|公|婆|叔|伯|舅|姑|姨|婶|哥|姐|弟|妹|侄子|侄女|外甥|邻居|本人"
)
# "The Liu of Liu Bei, the Xiu of xiuli": each character by a word it stands in.
_BY_WORDS = re.compile(r"([\u4e00-\u9fff]{1,4})的([\u4e00-\u9fff])(?![\u4e00-\u9fff]的)")
_APART = re.compile(r"^[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,3}$")
_BEHIND_PERSON = re.compile(
    rf"(?:我|俺)?(?:妈妈?|爸爸?|母亲|父亲|娘|爹|老伴|奶奶|爷爷|外婆|外公|姥姥|姥爷|老婆|老公|爱人|"
    rf"妻子|丈夫|儿子|女儿|岳母|岳父|婆婆|公公|孙子|孙女|户主|本人|申请人|老人)({_LETTER}{{2,4}})(?=$|[ ,。、!.;:\n(])"
)
_ANNOUNCED = re.compile(
    rf"(?:名字(?:就?是|叫做?)?|(?:姓名|大名|全名|真名|申请人|户主姓名|本名|名)(?:就?是|叫|:| )+|全名|"
    rf"大名|我是(?:村干部|网格员|社工|志愿者|护工|村医|楼长|组长|社区工作者)|叫我|姓名|"
    rf"(?:{_SAID_OF})(?:的名字|免?贵?姓{_LETTER}{{1,2}}[, ]?)?叫做?|"
    rf"(?:^|(?<=[,。;!\n ]))叫做?|我是|我就是|本人是?|户主(?:叫|是)?)"
    rf"[:： ]?({_LETTER}{{2,4}}?(?:·{_LETTER}{{1,8}})*)"
    r"(?=$|[^\u4e00-\u9fff·]|就行|就好|今年|现年|身份证|电话|手机|的|今|是|住|年|男|女|岁|户)"
)
_SURELY = re.compile("(?<!户主)叫|姓名|全名|真名|大名|本名|申请人|名字(?:就?是|:)|我是[^:： ]")
# A line of a form: the label and the name, and nothing else.
_LABELLED = re.compile(rf"(?:^|.*[,。;! \n])名字 ?{_LETTER}{{2,4}}(?:[,。;! \n].*|$)", re.DOTALL)
_SPELLED = re.compile(
    rf"姓({_LETTER})[^。;!?]{{0,12}}?(?:名字?(?:叫|是)?|叫做?|单名一?个?|单名)({_LETTER}{{1,2}})(?=$|[^\u4e00-\u9fff])"
)
_PREFIX = re.compile(
    r"^(?:(?:我|他|她|名字|姓名|老人|老人家|户主|本人|俺娘|俺爹|妈妈|爸爸|我(?:妈|爸|娘|爹|爷爷|奶奶|外婆|外公))?"
    r"的?(?:名字|姓名)?(?:就?是|叫做?|:|(?:就|帮我|你|给)?(?:写|填|登记|记)(?:上|个|成)?)?[: ]?)?"
)
_BARE = re.compile(
    rf"({_LETTER}{{2,4}}?(?=女士|先生|同志|老师|[吧啊呀哈]$)|{_LETTER}{{2,4}}|"
    rf"{_LETTER}{{1,8}}(?:·{_LETTER}{{1,8}})+)(?=$|[ ,。、!.;:\n(]|女士|先生|同志|老师|[吧啊呀哈]$)"
)
_SURNAME_ONLY = re.compile(
    rf"^(?:我|他|她|老人)?(?:免贵)?(?:姓|是姓)({_LETTER})(?:的|啊|哦)?$|^老({_LETTER})$|^({_LETTER})(?:大爷|大妈|奶奶|爷爷|阿姨|师傅|先生|女士)$"
)
_INSTEAD = re.compile(
    rf"^(?:我|他|她|名字)?(?:刚才|刚刚)?(?:名字)?(?:说错了?|写错了?|打错了?|弄错了?|错了?|不对|不是)*"
    rf"(?:应该|其实|改|写)?(?:是|叫|成|为)({_LETTER}{{2,4}}?)(?:才对|才是|的?[呀啊哦呢])?$"
)
_MINORITY = "·"


def find(text: str, *, asked: bool) -> Iterator[Value]:
    """Yield announced names; when the name was asked also one that stands alone at the start of the message."""
    for match in _ANNOUNCED.finditer(text):
        if is_name(match.group(1)):
            told = _value(match.group(1), match.start(1))
            # “I am …” is as often where one comes from, or what one is.
            sure = asked or _SURELY.search(text, match.start(), match.start(1)) or _LABELLED.fullmatch(text)
            yield told if sure else replace(told, needs_confirm=True, reason="unsure")
            return
    by_words = _by_words(text)
    if by_words is not None:
        yield by_words
        return
    spelled = _SPELLED.search(text)
    if spelled and spelled.group(1) in SURNAMES:
        yield Value(
            kind="name", value=spelled.group(1) + spelled.group(2), start=spelled.start(), end=spelled.end()
        )
        return
    if asked:
        yield from _bare(text)


def instead(text: str) -> str | None:
    """Return the name that a normalised text gives in place of another one: “I said it wrong, it is Zhang Dahai”."""
    for start, end in reversed(clauses(text)):
        said = _INSTEAD.match(text[start:end].strip(" ,。、!.;:"))
        if said is not None and is_name(said.group(1)):
            return said.group(1)
    return None


def _by_words(text: str) -> Value | None:
    hits = [match for match in _BY_WORDS.finditer(text) if match.group(2) in match.group(1)]
    name = "".join(hit.group(2) for hit in hits)
    whole = text[: len(name) + 1]
    if 1 <= len(hits) <= 3 and whole.endswith(name) and is_name(whole):
        # The whole name came first, then the words that show how it is written.
        return Value(kind="name", value=whole, start=0, end=len(whole), needs_confirm=True, reason="spelled")
    if not 2 <= len(hits) <= 4 or name[0] not in SURNAMES:
        return None
    return Value(
        kind="name",
        value=name,
        start=hits[0].start(),
        end=hits[-1].end(),
        needs_confirm=True,
        reason="spelled",
    )


def _bare(text: str) -> Iterator[Value]:
    if _APART.match(text) and is_name(text.replace(" ", "")):
        yield Value(kind="name", value=text.replace(" ", ""), start=0, end=len(text))
        return
    behind = _BEHIND_PERSON.search(text)
    if behind is not None and is_name(behind.group(1)):
        yield _value(behind.group(1), behind.start(1))
        return
    only = _SURNAME_ONLY.match(text)
    if only is not None and next(group for group in only.groups() if group) in SURNAMES:
        yield Value(
            kind="name", value=None, start=0, end=len(text), needs_confirm=True, reason="surname_only"
        )
        return
    for start, _end in clauses(text):
        prefix = _PREFIX.match(text[start:])
        for place in (start, start + (prefix.end() if prefix else 0)):
            match = _BARE.match(text, place)
            if match and match.group(1) not in _SPELLINGS and is_name(match.group(1)):
                yield _value(match.group(1), match.start(1))
                return
    match = _BARE.match(text)
    rare = match is not None and match.group(1)[0] not in SURNAMES and not set(match.group(1)) & _NOT_IN_NAMES
    if match and rare and match.end() == len(text) and len(text) >= 2:
        yield Value(
            kind="name",
            value=match.group(1),
            start=0,
            end=match.end(),
            needs_confirm=True,
            reason="rare_surname",
        )


def _value(name: str, start: int) -> Value:
    return Value(kind="name", value=name, start=start, end=start + len(name))


def is_name(words: str) -> bool:
    """Tell whether the words can be a whole Chinese name.

    >>> is_name("王秀兰"), is_name("王大爷"), is_name("欧阳修文")
    (True, False, True)
    """
    if _MINORITY in words:
        return True
    double = words[:2] in _DOUBLE.split()
    if words[0] not in SURNAMES and not double:
        return False
    longest = 4 if double else 3
    fits = 2 <= len(words) <= longest or (len(words) == 4 and words[1] in SURNAMES)
    return (
        fits
        and not set(words) & _NOT_IN_NAMES
        and not any(words[1:].startswith(x) or words == x for x in _NOT_NAMES)
    )
