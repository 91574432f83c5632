"""A line to one person on WeChat: a real store, and a platform that does as told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from bot.channels.base import NotDelivered
from bot.channels.wechat.announcing import Announcer
from bot.channels.wechat.api import Fault
from bot.channels.wechat.sending import SEND, Wechat
from bot.message import Bubble
from bot.parts import Parts
from flows.phrases import Phrases
from storage import notices, wechat_windows
from storage.turns import Sender
from tests.unit.bot.wechat.pushes import account

ANNA = Sender("wechat", "gh_1", "o-anna")


class FakeApi:
    """Takes calls and keeps them; `faults` are raised first, one for each call."""

    def __init__(self, *faults, **more):
        self.account = account(**more)
        self.faults = list(faults)
        self.calls = []

    def post(self, path, body):
        """Fail as told, or keep the call."""
        if self.faults and (code := self.faults.pop(0)):
            raise Fault(code, path)
        self.calls.append((path, body))
        return {}


class FakeTasks:
    """Remembers the tasks that were opened, once for each key."""

    def __init__(self):
        self.opened = {}

    def today(self):
        """One day."""
        return date(2026, 11, 21)

    def open(self, db, key, phrase, **values):
        """Keep the task."""
        self.opened[key] = phrase
        return "T-1"


class Line:
    """One channel on a real store, with a platform that does as told."""

    def __init__(self, store, *faults, public_url="", **more):
        self.api, self.tasks, self.store = FakeApi(*faults, **more), FakeTasks(), store
        self.words = Wechat(
            apis={"gh_1": self.api},
            announcer=Announcer(store=store, public_url=public_url),
            store=store,
            tasks=self.tasks,
            threads=ThreadPoolExecutor(1),
            phrases=lambda: Phrases(texts={"rest_waits": "写一个字，我接着说。"}),
        )

    def wrote(self, how="message"):
        """The person does something."""
        with self.store.writing() as db:
            wechat_windows.opened(db, ANNA, how)

    def accepted(self, template="T"):
        """The person accepts one notice."""
        with self.store.writing() as db:
            notices.accepted(db, ANNA, template)

    def send(self, text):
        """Deliver, and return the refusal if there was one."""
        try:
            self.words.deliver(ANNA, Bubble(text=text))
        except NotDelivered as error:
            return error
        return None

    @property
    def sent(self):
        """The texts the platform took."""
        return [body["text"]["content"] for path, body in self.api.calls if path == SEND]


def parts_with_line(store, folder, **more):
    """A shell without libraries, for turns that say given words, whose WeChat answers over such a line."""
    return Parts(
        store=store,
        released=None,  # type: ignore[arg-type]
        photos=Path(folder),
        region="000000",
        today=lambda: date(2026, 11, 21),
        answering={"wechat": Line(store).words},
        **more,
    )
