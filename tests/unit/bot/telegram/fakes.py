"""What the tests of Telegram put in place of its calls and of the desk's tasks."""


class FakeCalls:
    """Remembers the calls; `faults` are raised first, one for each send."""

    def __init__(self, *faults):
        self.faults = list(faults)
        self.sent, self.acknowledged = [], []

    async def send(self, chat, text, buttons=()):
        if self.faults and (fault := self.faults.pop(0)) is not None:
            raise fault
        self.sent.append((chat, text, tuple(buttons)))

    async def acknowledge(self, query, text=""):
        self.acknowledged.append((query, text))


class FakeTasks:
    """Remembers the keys of the tasks it was asked for."""

    def __init__(self):
        self.keys = []

    def open(self, db, key, phrase, *, sender=None):
        self.keys.append((key.partition(":")[0], phrase))
        return "T-0001"
