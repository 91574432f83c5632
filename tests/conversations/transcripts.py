"""Write every conversation test as people will read it: `make transcripts`, kept under tests/transcripts/.

A change of wording shows there as a diff of what residents and caseworkers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bot.message import Bubble, as_text
from tests.conversations.play import Heard, Player, player
from tests.conversations.script import Script, scripts

FOLDER = Path(__file__).parents[1] / "transcripts"
REMEDY = "make transcripts"
RESIDENT, ASSISTANT, DESK = "居民", "小助手", "经办台"
ELSEWHERE = "（在另一个对话里）"
PHOTO = "（发了一张照片）"
LATER = "（过了{days}天）"
SENT = {
    "voice": "（发了一段语音）",
    "voice_unheard": "（发了一段语音）",
    "video_unseen": "（发了一段视频）",
    "kind_unread": "（发了一个表情）",
    "location": "（发了一个位置）",
    "location_unknown": "（发了一个位置）",
}
SILENT = "（不说话）"
BY_HAND = {
    "taken_over": "接过去，自己跟居民说",
    "handed_back": "说完了，交还给小助手",
    "asked_for_a_photo": "要补一张照片",
    "approved": "批准",
}
KINDS = {
    "application": "申请",
    "alert": "急事",
    "task": "待办",
    "hand_over": "找人",
    "report": "报难处",
    "complaint": "投诉",
    "certification": "认证",
}
STATUSES = {
    "received": "新收到",
    "in_review": "正在看",
    "waiting_for_resident": "等居民补材料",
    "approved": "已批准",
    "refused": "不予",
    "closed": "已办结",
    "withdrawn": "居民不办了",
}
# Six digits that are drawn at random each time.
_CODE = re.compile(r"(?<!\d)\d{3} ?\d{3}(?!\d)")
_CODE_SAID = "code_given"


def transcript(script: Script, played: tuple[Heard, ...], places: Mapping[str, str]) -> str:
    """Return a played script as text; `places` are the names of regions by code."""
    head = f"{script.why}\n{_day(script.today)}，{places.get(script.region, script.region)}\n"
    return head + "".join(f"\n{block}\n" for block in _blocks(played))


def written(player: Player) -> dict[Path, str]:
    """Return every transcript by its file."""
    places = {region.code: region.name for region in player.libraries.libraries.policies.regions}
    return {file_of(script): transcript(script, player.says(script), places) for script in scripts()}


def file_of(script: Script) -> Path:
    """Return where a script's transcript is kept."""
    return FOLDER / f"{script.name}.txt"


def kept() -> list[Path]:
    """Return the transcripts that are kept."""
    return sorted(FOLDER.rglob("*.txt"))


def _blocks(played: tuple[Heard, ...]) -> Iterator[str]:
    before: tuple[str, ...] = ()
    for heard in played:
        turn = heard.turn
        if turn.first:
            yield f"{DESK}：{BY_HAND.get(turn.first, turn.first)}"
        marks = LATER.format(days=turn.later) if turn.later else ""
        marks += SENT.get(turn.hears, "")
        marks += (ELSEWHERE if turn.elsewhere else "") + (PHOTO if turn.photo else "")
        yield f"{RESIDENT}：{marks}{heard.words}"
        said = "\n".join(_said(bubble) for bubble in heard.bubbles)
        yield f"{ASSISTANT}：{_indented(said or SILENT)}"
        if turn.elsewhere:
            continue
        now = heard.cases
        if now != before:
            changed = [case for number, case in enumerate(now) if case not in before[number : number + 1]]
            yield f"{DESK}：" + "；".join(_case(case) for case in changed)
        before = now


def _said(bubble: Bubble) -> str:
    text = as_text(bubble)
    return _CODE.sub("××××××", text) if _CODE_SAID in bubble.phrases else text


def _indented(text: str) -> str:
    return text.replace("\n", "\n" + "　" * (len(ASSISTANT) + 1))


def _case(case: str) -> str:
    kind, _, status = case.partition(":")
    return f"{KINDS.get(kind, kind)}，{STATUSES.get(status, status)}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def main() -> None:
    """Write all transcripts, and remove those whose conversation is gone."""
    now = written(player())
    for file in kept():
        if file not in now:
            file.unlink()
    for file, text in now.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    print(f"{len(now)} transcripts stand under {FOLDER.relative_to(Path.cwd())}.")


if __name__ == "__main__":
    main()
