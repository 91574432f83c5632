"""What a short flow gathered is kept when the person pauses, and goes on days later where it stood."""

from __future__ import annotations

from flows.outcome import RingDesk, TellCase
from flows.paused import MOST
from nlu.acts import Act
from tests.unit.flows.scene import Scene, applying, asks, phrases, value

OLD_MAN = "一个老大爷瘫在床上没人管"


def reporting() -> Scene:
    """Return a scene in which a neighbour is half reported and then put off."""
    scene = Scene()
    scene.says(Act.REPORT_OTHER, text=OLD_MAN)
    scene.says(Act.INFORM, value("text", "村东头第二家"), text="村东头第二家")
    assert phrases(scene.says(Act.PAUSE)) == ["paused"]
    return scene


def test_a_report_that_was_put_off_goes_on_where_it_stood() -> None:
    scene = reporting()

    replies = scene.says(Act.RESUME)

    assert phrases(replies) == ["resumed_short", "ask_report_urgent"]
    assert "村东头第二家" in replies[0].values["items"]


def test_all_that_was_said_before_the_pause_reaches_the_caseworker() -> None:
    scene = reporting()
    scene.says(Act.RESUME)

    scene.says(Act.DENY)

    (command,) = [each for each in scene.commands if isinstance(each, RingDesk)]
    assert OLD_MAN in command.words
    assert "村东头第二家" in command.words


def test_what_was_rung_before_the_pause_is_not_rung_again() -> None:
    scene = Scene()
    scene.says(Act.REPORT_OTHER, text="快来，他快不行了")
    assert [each for each in scene.commands if isinstance(each, RingDesk)]
    scene.says(Act.INFORM, value("text", "李大爷"), text="李大爷")
    scene.says(Act.PAUSE)

    scene.says(Act.RESUME)

    assert [each for each in scene.commands if isinstance(each, RingDesk | TellCase)] == []


def test_the_same_wish_said_again_goes_on_instead_of_asking_everything_anew() -> None:
    scene = reporting()

    replies = scene.says(Act.REPORT_OTHER, text="我要报一户")

    assert phrases(replies) == ["resumed_short", "ask_report_urgent"]


def test_another_neighbour_is_another_report_and_the_first_one_stays() -> None:
    scene = reporting()

    first = scene.says(Act.REPORT_OTHER, text="还有个孩子没饭吃")
    scene.says(Act.INFORM, value("text", "在学校门口"), text="在学校门口")
    last = scene.says(Act.DENY)

    assert asks(first) == "report_where"
    assert phrases(last) == ["report_taken", "more_paused"]
    assert phrases(scene.says(Act.RESUME)) == ["resumed_short", "ask_report_urgent"]


def test_an_application_that_was_open_below_comes_after_it() -> None:
    scene = applying()
    scene.says(Act.COMPLAIN, text="有话要说")
    scene.says(Act.CHOOSE, value("choice", "service"), text="1")
    scene.says(Act.PAUSE)

    back = scene.says(Act.RESUME)
    scene.says(Act.INFORM, value("text", "跑了三趟没办成"), text="跑了三趟没办成")
    done = scene.says(Act.DENY)

    assert phrases(back) == ["resumed_short", "ask_complaint_words"]
    assert phrases(done) == ["complaint_taken", "more_paused"]
    assert phrases(scene.says(Act.RESUME))[0] == "resumed"


def test_a_pause_in_a_flow_that_was_told_nothing_keeps_nothing() -> None:
    scene = Scene()
    scene.says(Act.COMPLAIN, text="投诉")

    assert phrases(scene.says(Act.PAUSE)) == ["paused_nothing"]
    assert scene.state.paused == ()


def test_what_was_put_off_is_shown_and_deleted_with_the_rest() -> None:
    scene = reporting()

    kept = scene.says(Act.INFORM, text="看我的数据")
    scene.says(Act.INFORM, text="删掉我的数据")
    scene.says(Act.AFFIRM)

    assert "村东头第二家" in kept[0].values["paused"]
    assert scene.state.paused == ()


def test_however_much_is_put_off_no_more_is_kept_than_anybody_remembers() -> None:
    scene = Scene()
    for round_ in range(6):
        scene.says(Act.REPORT_OTHER, text=f"{round_}号楼有个老人没人管")
        scene.says(Act.PAUSE)

    assert len(scene.state.paused) == MOST
    assert "5号楼有个老人没人管" in scene.says(Act.RESUME)[0].values["items"]
