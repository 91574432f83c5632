"""Fetch what people sent, at once, in a job: the platform keeps it for three days, and a picture may come late.

A picture then enters as the message it was; a recording is sealed for the desk, which gets a task.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.channels.incoming import is_picture
from bot.channels.wechat.api import Api, Fault
from bot.channels.wechat.pushed import IMAGE
from bot.message import Bubble, Message, Photo
from bot.tasks import Tasks
from flows.world import Happened
from storage import photos, wechat
from storage.engine import Store
from storage.wechat import Media

TYPING = "/cgi-bin/message/custom/typing"
RECORDING = "task_recording"
LOST = "photo_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """The job's parts; `take` runs a turn, `folder` holds sealed files."""

    apis: Mapping[str, Api]
    store: Store
    tasks: Tasks
    folder: Path
    take: Callable[[Message], tuple[Bubble, ...]]

    def fetch(self, row: str) -> None:
        """Fetch one file and hand it on; raises Fault when the platform does not give it, to be tried again."""
        found = self._found(row)
        api = self.apis[found.sender.account]
        self._show_typing(api, found)
        data = api.media(found.media_id)
        if found.kind == IMAGE and is_picture(data):
            photo = Photo(name="photo", data=data)
            self.take(Message(sender=found.sender, id=found.message_id, text="", photos=(photo,)))
        elif found.kind == IMAGE:
            self.lost(row)
        else:
            self._keep(row, found, data)

    def lost(self, row: str) -> None:
        """Tell the person that a picture did not arrive; a recording's loss is the desk's task."""
        found = self._found(row)
        if found.kind == IMAGE:
            self.take(
                Message(
                    sender=found.sender, id=f"lost:{found.message_id}", text="", happened=Happened(kind=LOST)
                )
            )

    def _found(self, row: str) -> Media:
        with self.store.reading() as db:
            return wechat.media_of(db, row)

    def _keep(self, row: str, found: Media, data: bytes) -> None:
        with self.store.writing() as db:
            photos.keep_photo(db, self.folder, data, sender=found.sender, message_id=found.message_id)
            self.tasks.open(db, f"recording:{row}", RECORDING, sender=found.sender)

    def _show_typing(self, api: Api, found: Media) -> None:
        if found.kind != IMAGE:
            return
        try:
            api.post(TYPING, {"touser": found.sender.id, "command": "Typing"})
        except Fault:
            # A courtesy: the platform refuses it when it shows already or the person is away.
            return
