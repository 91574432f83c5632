"""Looking for a case at the desk: who looked for what is recorded, and a name never stands in an address."""

from storage import audit
from tests.unit.desk.fakes import TOKEN, opened, stated


def looks_for(desk, words, token=TOKEN):
    return desk.browser.post("/desk/find", data={"token": token, "find": words})


def test_one_case_is_opened_and_several_are_listed_with_their_names(desk):
    first = opened(desk.store, key="a", facts=(stated("name", "王秀兰"),))
    second = opened(desk.store, key="b", facts=(stated("name", "王秀英"),), prefix="D")

    one, several = looks_for(desk, "秀兰"), looks_for(desk, "王秀")

    assert one.headers["location"] == f"/desk/cases/{first}"
    assert all(words in several.text for words in (first, second, "王秀兰", "王秀英", "找到 2 件"))


def test_nothing_found_says_what_can_be_looked_for(desk):
    opened(desk.store, region="500229", facts=(stated("name", "王秀兰"),))

    page = looks_for(desk, "王秀兰<b>").text

    assert "没找到“王秀兰&lt;b&gt;”" in page
    assert "后四位" in page


def test_who_looked_for_whom_is_recorded_and_a_stolen_form_finds_nothing(desk):
    opened(desk.store, facts=(stated("name", "王秀兰"),))

    stolen = looks_for(desk, "王秀兰", token="stolen")
    looks_for(desk, "王秀兰")

    assert (stolen.status_code, "G-0001" in stolen.text) == (403, False)
    assert desk.browser.get("/desk/find?find=王秀兰").status_code == 405
    with desk.store.reading() as db:
        (note,) = audit.notes(db)
    assert (note.who, note.what, note.reason) == ("zhou", "looked_for_a_case", "王秀兰")
