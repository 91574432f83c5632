"""A person's side of a talk on Telegram: write and wait for the answer, or until nothing more comes."""

import itertools
import time

from tests.channels.loopback import wait_until

CHATS = itertools.count(71001)
WISH = "我想给我妈办尊老金"
PICTURE = b"\xff\xd8\xff\xe0" + b"a picture" * 20


def says(stand, chat, text, bubbles=1):
    """Write, and wait until so many new messages came."""
    before = len(chat.shown)
    number = stand.telegram.says(chat.id, text)
    wait_until(lambda: len(chat.shown) >= before + bubbles, f"the answer to {text} came")
    return number


def quiet(chat, seconds=1.0):
    """Wait until nothing more came for a while, and return how much there is."""
    count = -1
    while count != len(chat.shown):
        count = len(chat.shown)
        time.sleep(seconds)
    return count
