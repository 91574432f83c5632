"""Who the message speaks about, as a key of `relations.yml`, and who speaks for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nlu.lexicon import Hit, Lexicon
from nlu.reading import Value
from nlu.text import letters_only, stretches
from nlu.values.name import SURNAMES

_NOT_BUT = re.compile(r"(?:不是|不叫|并非|不姓|不帮|不给|别给|不办|又不是|并不是)$")
_SHORT_ANSWER = 3
_FOR = "给帮替"
_ME = frozenset("我俺咱")
_I_AM = re.compile("(?:我|俺|咱)(?:自己|本人)?(?:今年|现在|已经|都|也|刚|刚刚|马上|快|是){0,4}$")
_LONGEST_I_AM = 16
_I_AM_A = re.compile("(?:我|俺|本人)(?:就|只)?是[^,。!?;]*$")
_MINE = re.compile("(?:我|俺|咱|我家|俺家|我们家|自家)的?$")
# My son helps me with it: the one who is helped is meant, not the helper.
_HELPS_ME = re.compile(
    "(?:来|正在|在)?(?:替|帮|给|叫|让|教|陪|帮助)(?:着|忙)?(?:我|俺|咱)(?!妈|爸|爹|娘|爷|奶|老伴|婆|公|姥|外|岳|家|弟|哥|姐|妹|儿|女|孙)"
)
# My son does not look after me, my sons push me from one to the other: whoever is left alone is meant, not who leaves.
_LEAVES_ME = re.compile(
    "(?:们|都|也|全|全都|个个|一个个|谁|之间|互相|就|从来|根本|现在|常年|几年){0,3}"
    "(?:(?:早就|早|已经)?(?:跟|和|同)(?:我|俺|咱|我们)(?:早就|早|已经)?分(?:家|开|了家)|(?:早就|早|都|已经)?嫁(?:出去|到|走|人|了)"
    "|推来推去|推三阻四|踢皮球|互相推|你推我"
    "|(?:不|没|没有|从不)(?:肯|愿意?|想|来)?"
    "(?:养(?![猪鸡鸭羊牛鱼花蜂])|管(?![用饭够])|认(?![识得字证])|赡养|孝敬|孝顺|搭理|过问|(?:要|理|照顾|照看|顾)(?:[我俺咱]|老人|老的)))"
)
# Who died is spoken of, and applied for no more.
_DIED = re.compile(
    "(?!们|俩|和|跟|与|、)[^,。;!?我他她你和跟与、]{0,10}(?:去世|过世|病逝|病故|离世|逝世|身亡|猝死|死了|殁了|过身|走了好几年)"
)
# At my son's, in my daughter's hands: where something or somebody is, and not whom it is about.
_AT = re.compile("(?:在|放|搁|去|到|回|住|丢)(?:了|我|俺|他|她|咱|我们|他们|哪个|哪)?的?$")
_THEIRS = re.compile("(?:的)?(?:那里|那儿|那边|那头|那|这里|这儿|家里|家|屋里|手里|手上|手头|身上|包里)")
_OTHERS_CHILD = re.compile("(?:他|她|老人|老人家|奶奶|爷爷|婆婆|大爷|大妈|别人|人家|对方)(?:家)?的?$")
_TITLED = re.compile(
    r"(?P<who>隔壁|邻居|对门|楼上|楼下|对面|同楼|小区|院里|村里|村上|村头|队里|组里|组上|社区|寨子里|屯里|庄上|镇上|同村)?(?:有个|有位|一个|一位|那个|家|的){0,4}"
    r"(?:(?P<old>老)(?P<family>[\u4e00-\u9fff])(?:头|家|太太)?|(?P<surname>[\u4e00-\u9fff])(?P<title>大爷|大妈|大娘|大伯|大叔|大婶|奶奶|爷爷|阿姨|叔叔|叔|婶|伯|婆婆|老汉|老太|老太太|老头|老伯|师傅|嫂子|大哥|大姐|老师|姨|伯伯|婆|爹爹|老爷子))"
)
# Every title has one of these, and what names its bearer is no further away.
_TITLE = re.compile("老|大[爷妈娘伯叔婶哥姐]|奶奶|爷爷|阿姨|叔|婶|伯|婆|师傅|嫂子|姨|爹爹")
_REACH = 20
# How old they are, right behind whoever is named.
_AGED = re.compile(
    "[ ,]?(?:今年|都|已经|有|快){0,2}"
    "(?:[6-9][0-9]|1[01][0-9]|[六七八九]十?[一二三四五六七八九]?)(?:岁|了|$|[ ,。])"
)
_I_AM_WHOSE = re.compile(
    "(?:我|俺)(?:就)?是(?P<whose>他|她|老人家?|奶奶|爷爷|老太太|老爷子|大爷|大妈)(?:们)?家?的?(?:亲|大|小|二|三)?(?P<one>儿子|女儿|闺女|孙子|孙女|外孙女?|儿媳妇?|女婿|老公|老婆|老伴|丈夫|妻子|爱人|媳妇|邻居|侄子|侄女|外甥女?|妈妈?|爸爸?|母亲|父亲|弟弟|妹妹|哥哥|姐姐|奶奶|爷爷)"
)
_INVERSE: Mapping[str, tuple[str, str]] = {
    "儿子": ("father", "mother"), "女儿": ("father", "mother"), "闺女": ("father", "mother"),
    "孙子": ("grandfather", "grandmother"), "孙女": ("grandfather", "grandmother"), "外孙": ("grandfather",
    "grandmother"),
    "外孙女": ("grandfather", "grandmother"), "儿媳": ("parent_in_law", "parent_in_law"),
    "儿媳妇": ("parent_in_law", "parent_in_law"), "女婿": ("parent_in_law", "parent_in_law"),
    "老公": ("spouse", "spouse"), "老婆": ("spouse", "spouse"), "老伴": ("spouse", "spouse"),
    "丈夫": ("spouse", "spouse"),
    "妻子": ("spouse", "spouse"), "爱人": ("spouse", "spouse"), "媳妇": ("spouse", "spouse"),
    "邻居": ("neighbour", "neighbour"), "侄子": ("other_relative", "other_relative"),
    "侄女": ("other_relative", "other_relative"), "外甥": ("other_relative", "other_relative"),
    "外甥女": ("other_relative", "other_relative"), "妈妈": ("child", "child"), "妈": ("child", "child"),
    "爸爸": ("child", "child"), "爸": ("child", "child"), "母亲": ("child", "child"), "父亲": ("child", "child"),
    "弟弟": ("sibling", "sibling"), "妹妹": ("sibling", "sibling"), "哥哥": ("sibling", "sibling"),
    "姐姐": ("sibling", "sibling"),
    "奶奶": ("grandchild", "grandchild"), "爷爷": ("grandchild", "grandchild"),
}  # fmt: skip
# “I am a mother by myself” tells what the writer is.
_I_AM_ONE = re.compile(
    "(?:我|俺|咱|本人)(?:自己|现在|也|就|本人)?是(?:一|两)?[个名位]?(?:单亲|离异|离婚|全职|残疾|困难|(?:[^,。给帮替为问我俺他她]{1,5}的))?$"
)
_PARENTS = frozenset({"mother", "father", "grandmother", "grandfather"})
# A cadre comes for several households: what is told is of none of the writer's family.
_FOR_HOUSEHOLDS = re.compile(
    "(?:帮|替|给|有)(?:[0-9]{1,2}|[两二三四五六七八九十几多好]{1,2})(?:户|个老人|位老人|个村民)"
)
_VILLAGE = frozenset("村队组社寨屯庄镇同")
_NOT_SURNAME = frozenset("家那的有位个这是给帮替咱大老小二三四五六七八九和跟与在我你他她")
_TITLES_OF_OWN = frozenset({"奶奶", "爷爷", "婆婆", "叔叔", "阿姨"})


@dataclass(frozen=True, slots=True)
class Relations:
    """The words for relations: those that are sure anywhere, and those that count only when it was asked.

    `exactly` holds for a word the nearer name of the one it says (`daughter`, where the key is `child`).
    """

    words: Lexicon
    asked_words: Lexicon
    keys: tuple[str, ...]
    exactly: Mapping[str, str] = field(default_factory=dict)


def find(text: str, relations: Relations, *, asked: bool) -> Iterator[Value]:
    """Yield the relations of a normalised text; one that is denied ("not my mother") is left out."""
    titled = list(_of_title(text, asked))
    whose = list(_of_whose(text)) if "是" in text else []
    yield from whose
    taken = [(value.start, value.end) for value in (*titled, *whose)]
    found: list[Value] = []
    for hit in (relations.asked_words if asked else relations.words).find(text):
        if len(hit.word) == 1 and len(letters_only(text)) > (_SHORT_ANSWER if hit.word not in _ME else 1):
            continue
        if any(start < hit.end and hit.start < end for start, end in taken) or of_theirs(
            text, hit.start, hit.word
        ):
            continue
        if is_the_writer(text, hit.start, hit.word):
            continue
        elsewhere = _named(text, hit.end) or _does_to_me(text, hit.end) or _is_where(text, hit)
        if (
            hit.meanings[0] in _PARENTS
            and _I_AM_ONE.search(text, 0, hit.start)
            and text[hit.end :][:1] != "的"
        ):
            found.append(Value(kind="relation", value="self", start=hit.start, end=hit.end))
            continue
        if not denied(text, hit.start) and not elsewhere:
            nearer = relations.exactly.get(hit.word, "")
            found.append(
                Value(kind="relation", value=hit.meanings[0], start=hit.start, end=hit.end, exactly=nearer)
            )
    yield from found
    yield from titled
    households = None if found or titled or whose else _FOR_HOUSEHOLDS.search(text)
    if households is not None:
        yield Value(kind="relation", value="villager", start=households.start(), end=households.end())
    if not found and not titled and not whose:
        yield from _helped(text)


def _helped(text: str) -> Iterator[Value]:
    """My daughter is doing it for me: the writer is meant."""
    match = re.search("(?:替|帮|给)(?:我|俺)(?:办|问|弄|填|申请|报|打字|操作|发|搞)", text)
    others = re.search("儿子|女儿|闺女|孙子|孙女|邻居|社区|网格员|村干部|外孙|侄", text)
    if match is not None and others is not None and others.start() < match.start():
        yield Value(kind="relation", value="self", start=match.start() + 1, end=match.start() + 2)


def _of_whose(text: str) -> Iterator[Value]:
    """I am her daughter: it is about my mother."""
    for match in _I_AM_WHOSE.finditer(text):
        key = _INVERSE[match["one"]]
        woman = match["whose"] in ("她", "奶奶", "老太太", "大妈")
        certain = key[0] == key[1] or match["whose"] not in ("老人", "老人家")
        yield Value(kind="relation", value=key[1] if woman else key[0], start=match.start(), end=match.end(),
                    needs_confirm=not certain, reason="" if certain else "which_parent")  # fmt: skip


def _of_title(text: str, asked: bool) -> Iterator[Value]:
    """Grandpa Wang next door, old Li from the village: a surname with a title is nobody of the writer's family."""
    titled = (
        match for place in stretches(text, _TITLE, _REACH, _REACH) for match in _TITLED.finditer(text, *place)
    )
    for match in titled:
        surname = match["surname"] or match["family"]
        if (
            surname not in SURNAMES
            or surname in _NOT_SURNAME
            or text[max(0, match.start() - 1) : match.start()] in ("我", "俺")
        ):
            continue
        place = match["who"] or ""
        aged = _AGED.match(text, match.end()) is not None
        if not place and not (asked or aged) and match["title"] not in _TITLES_OF_OWN:
            continue
        if match["old"] and not place and (not asked or len(text) > match.end() - match.start() + 3):
            continue
        key = "villager" if place[:1] in _VILLAGE and place else "neighbour"
        yield Value(kind="relation", value=key, start=match.start(), end=match.end(),
                    needs_confirm=not place, reason="" if place else "title")  # fmt: skip


def of_writer(text: str, ages: Sequence[Value]) -> Iterator[Value]:
    """Yield the relation `self` where the writer tells their own age ("I am 79")."""
    for years in ages:
        match = _I_AM.search(text, max(0, years.start - _LONGEST_I_AM), years.start)
        if match and years.confidence == 1.0:
            yield Value(kind="relation", value="self", start=match.start(), end=match.start() + 1)
            return


def of_theirs(text: str, start: int, word: str) -> bool:
    """Tell whether “oneself” is said of somebody else ("she herself is here")."""
    return word in ("本人", "自己") and text[max(0, start - 1) : start] in ("他", "她", "人", "们")


def is_the_writer(text: str, start: int, word: str) -> bool:
    """Tell whether a villager is the one who writes: “I am an ordinary villager of …”."""
    return word.endswith("村民") and bool(_I_AM_A.search(text, max(0, start - _REACH), start))


def denied(text: str, start: int) -> bool:
    """Tell whether what starts here is said not to be so ("not my mother")."""
    return bool(_NOT_BUT.search(text, max(0, start - 4), start))


def _named(text: str, end: int) -> bool:
    """My mother's neighbour is not my mother."""
    return text.startswith(("的邻居", "家邻居", "的同事", "的朋友", "那边的亲戚"), end)


def _does_to_me(text: str, end: int) -> bool:
    """Tell whether what stands before this place helps the one who writes, leaves them alone, or is dead."""
    return bool(_HELPS_ME.match(text, end) or _LEAVES_ME.match(text, end) or _DIED.match(text, end))


def _is_where(text: str, hit: Hit) -> bool:
    """Tell whether somebody is named to say where something is ("the card is at my son's")."""
    return bool(_THEIRS.match(text, hit.end) and _AT.search(text, max(0, hit.start - 4), hit.start))


def begins(text: str, named: Value) -> int:
    """Return where the words that name a relation begin, the “for” before them counted in."""
    return named.start - (text[named.start - 1 : named.start] in _FOR)


def exactly(value: Value) -> str:
    """Return the nearest name of a relation's value: whom exactly its words name, else its key."""
    return value.exactly or str(value.value)


def subject(values: Sequence[Value]) -> str | None:
    """Return the one somebody else spoken about, else "self" when the writer speaks of themselves, else None."""
    found = [
        str(value.value)
        for value in values
        if value.kind == "relation" and value.value and not value.needs_confirm
    ]
    others = [key for key in found if key != "self"]
    return others[0] if others else (found[0] if found else None)
