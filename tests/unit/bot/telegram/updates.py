"""Updates as Telegram makes them of what one person does, and a question that was put to them."""

import asyncio

from bot.message import Bubble, Choice
from storage.turns import Sender

ASKED = Bubble(
    text="选一个",
    choices=(Choice(label="我自己", send="1"), Choice(label="家里人", send="2")),
    asks="who_for",
)
BOT, CHAT = "7000000001", 4711
ANNA = Sender("telegram", BOT, str(CHAT))
PERSON = {"id": CHAT, "is_bot": False, "first_name": "x"}
PRIVATE = {"id": CHAT, "type": "private"}


def update(number=1, kind="message", **fields):
    body = {"message_id": 10, "date": 1, "chat": PRIVATE, "from": PERSON, **fields}
    return {"update_id": number, kind: body}


def tap(data, number=2):
    message = {"message_id": 9, "date": 1, "chat": PRIVATE, "text": "…"}
    query = {"id": "q1", "from": PERSON, "chat_instance": "1", "data": data, "message": message}
    return {"update_id": number, "callback_query": query}


def hear(listener, *raws):
    async def run():
        for raw in raws:
            await listener.hear(raw)
        await asyncio.gather(*listener._beside)

    asyncio.run(run())
