"""Take the README's pictures from the running program: `python -m tests.pictures`.

A resident applies on a phone, a caseworker opens the case; what Chromium shows is what the files show.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.settings import ROOT
from tests.browser import drive
from tests.browser.server import server

PICTURES = ROOT / "docs" / "pictures"


def main() -> None:
    """Write docs/pictures/{chat,review,queue,case,studio}.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        server(Path(folder) / "data") as running,
        drive.browser() as chromium,
    ):
        phone = chromium.new_page(viewport=drive.PHONE)
        resident = drive.chat(phone, running)
        for words in drive.APPLICATION[:2]:
            resident.says(words)
        phone.screenshot(path=PICTURES / "chat.png")
        for words in drive.APPLICATION[2:]:
            resident.says(words)
        phone.screenshot(path=PICTURES / "review.png")
        resident.says("对")
        number = drive.number_in(resident.last())

        screen = chromium.new_page(viewport=drive.DESK)
        clerk = drive.sign_in(screen, running, "zongban")
        screen.screenshot(path=PICTURES / "queue.png")
        clerk.opens(number)
        clerk.claims()
        screen.wait_for_url("**done=claim**")
        screen.screenshot(path=PICTURES / "case.png")

        editor = chromium.new_page(viewport=drive.DESK)
        drive.sign_in(editor, running, "bianji", to="/studio")
        editor.wait_for_load_state()
        editor.screenshot(path=PICTURES / "studio.png")
    for picture in sorted(PICTURES.glob("*.png")):
        print(picture.relative_to(ROOT))


if __name__ == "__main__":
    main()
