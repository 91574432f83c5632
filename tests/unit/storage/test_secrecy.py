"""What is personal stands sealed and in its place; keys stand apart and belong to one."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import audit, drafts, photos, turns, unanswered
from storage.columns import Place, SealBroken, Vault
from storage.engine import open_store
from storage.keys import KeyFileRefused, new_keys, with_new_seal
from storage.turns import Sender

CANARY = "canary-金丝雀"


def test_no_personal_words_stand_readable_in_the_database_or_its_log(store, tmp_path):
    sender = Sender("web", "demo", f"openid-{CANARY}")
    with store.writing() as db:
        turns.keep(db, sender, f"message-{CANARY}", f"words {CANARY}".encode())
        held = turns.hold(db, sender)
        turns.say(db, sender, held.turn, 0, f"bubble {CANARY}".encode(), held.epoch)
        turns.let_go(db, sender, f"state {CANARY}".encode())
        turns.park(db, sender, f"message-{CANARY}", held.turn, f"fault {CANARY}")
        turns.answered(db, sender, f"message-{CANARY}", held.turn, f"reply {CANARY}".encode())
        drafts.keep_draft(db, sender, draft(db.now, f"draft {CANARY}".encode()))
        unanswered.note(db, "k", text=CANARY, region="000000", benefit=None, aspect=None)
        audit.note(db, "zhao", "viewed", "case G-0001", f"reason {CANARY}")
        photos.keep_photo(db, tmp_path / "photos", CANARY.encode(), sender=sender, message_id="m")

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files)
    assert [path.name for path in files if readable(path)] == []


def test_a_canary_left_readable_would_be_found(store, tmp_path):
    with store.writing() as db:
        audit.note(db, CANARY, "viewed", "case G-0001")

    assert any(readable(path) for path in tmp_path.iterdir() if path.is_file())


def test_a_ciphertext_moved_to_another_row_does_not_open(store, tmp_path, wang, li):
    for sender in (wang, li):
        with store.writing() as db:
            turns.keep(db, sender, "m1", b"words")
            turns.answered(db, sender, "m1", turns.hold(db, sender).turn, b"reply")
    with sqlite3.connect(tmp_path / "zhangban.db") as raw:
        first, second = raw.execute("SELECT id, reply FROM inbox ORDER BY seq").fetchall()
        raw.execute("UPDATE inbox SET reply = ? WHERE id = ?", (second[1], first[0]))

    with store.reading() as db, pytest.raises(SealBroken, match=r"inbox\.reply of row"):
        turns.said(db, wang, "m1")


@pytest.mark.parametrize("place", [Place("t", "c", "2"), Place("t", "d", "1"), Place("u", "c", "1")])
def test_a_sealed_value_opens_only_at_its_place(vault, place):
    sealed = vault.seal(Place("t", "c", "1"), "words")

    assert vault.unseal_text(Place("t", "c", "1"), sealed) == "words"
    with pytest.raises(SealBroken):
        vault.unseal(place, sealed)


def test_no_byte_of_a_sealed_value_can_be_changed_or_cut(vault):
    here = Place("t", "c", "1")
    sealed = vault.seal(here, "words")

    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            vault.unseal(here, bytes(changed))
        with pytest.raises(SealBroken):
            vault.unseal(here, sealed[:place])


def test_a_value_is_sealed_differently_each_time_and_indexed_alike(vault):
    here = Place("t", "c", "1")

    assert vault.seal(here, "words") != vault.seal(here, "words")
    assert vault.index("id_number", "1") == vault.index("id_number", "1")
    assert vault.index("id_number", "1") != vault.index("phone", "1")


def test_a_new_key_seals_and_the_older_one_still_opens():
    here = Place("t", "c", "1")
    keys = new_keys()
    old, new = Vault(keys), Vault(with_new_seal(keys))

    assert new.unseal(here, old.seal(here, "words")) == b"words"
    assert new.index("phone", "1") == old.index("phone", "1")
    with pytest.raises(SealBroken):
        old.unseal(here, new.seal(here, "words"))


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "new folder" / "keys.json"
    sealed = Vault.from_key_file(path).seal(Place("t", "c", "1"), "words")

    assert path.stat().st_mode & 0o777 == 0o600
    assert Vault.from_key_file(path).unseal(Place("t", "c", "1"), sealed) == b"words"
    assert [each.name for each in path.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_key_file_that_others_may_touch_is_refused_with_the_remedy(tmp_path, mode):
    path = tmp_path / "keys.json"
    Vault.from_key_file(path)
    path.chmod(mode)

    with pytest.raises(KeyFileRefused, match="chmod 600"):
        Vault.from_key_file(path)


def test_a_missing_or_damaged_key_file_is_never_replaced(tmp_path):
    with pytest.raises(KeyFileRefused, match="no key file"):
        Vault.from_key_file(tmp_path / "keys.json", create=False)
    damaged = tmp_path / "damaged.json"
    damaged.touch(mode=0o600)
    damaged.write_text('{"format": 1, "current": "00"')
    with pytest.raises(KeyFileRefused, match="damaged"):
        Vault.from_key_file(damaged)


def test_the_database_file_belongs_to_its_owner_only(store, tmp_path):
    with store.writing() as db:
        audit.note(db, "zhao", "viewed", "case G-0001")

    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("zhangban.db*")}
    assert set(modes.values()) == {0o600}


def test_keys_are_not_shown_when_printed(vault):
    keys = new_keys()

    assert keys.root.hex() not in repr(keys)
    assert repr(keys.root) not in repr(keys)
    assert repr(vault).startswith("<storage.columns.Vault object")


def test_a_photo_is_stored_once_and_read_back(store, tmp_path, wang):
    folder = tmp_path / "photos"
    with store.writing() as db:
        digest = photos.keep_photo(db, folder, b"picture", sender=wang, message_id="m1")
        assert photos.keep_photo(db, folder, b"picture", sender=wang, message_id="m2") == digest
        assert photos.photos_of(db, wang) == (digest,)
        assert photos.photo(db, folder, digest) == b"picture"
        with pytest.raises(LookupError):
            photos.photo(db, folder, "../keys.json")
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_a_naive_instant_is_refused(store):
    with store.writing() as db, pytest.raises(Exception, match="time zone"):
        drafts.idle_drafts(db, datetime(2026, 1, 1))  # noqa: DTZ001


def test_an_error_does_not_repeat_the_values_of_its_statement(tmp_path, vault):
    empty = open_store(f"sqlite:///{tmp_path}/empty.db", vault, lambda: datetime(2026, 1, 1, tzinfo=UTC))

    with pytest.raises(Exception, match="did not answer") as caught, empty.writing() as db:
        drafts.drop_draft(db, CANARY)

    assert CANARY not in str(caught.value) + str(caught.value.__cause__)


def draft(now, body):
    """An open draft."""
    return drafts.StoredDraft(
        id="d1", person="p1", benefit="gaoling", flow="apply", release="r1", status="open", body=body,
        spoken_at=now, reminded=0,
    )  # fmt: skip


def readable(path: Path) -> bool:
    """Whether the canary stands in a file as UTF-8 or UTF-16."""
    content = path.read_bytes()
    return any(CANARY.encode(code) in content for code in ("utf-8", "utf-16-le"))
