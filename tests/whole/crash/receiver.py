"""The other side of the callback channel: a server of the test's that keeps what is posted to it, in order."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """What each person was sent, in the order it came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._came: dict[str, list[str]] = defaultdict(list)
        self.address = ""

    def take(self, body: bytes) -> None:
        """Keep one bubble."""
        bubble = json.loads(body)
        with self._lock:
            self._came[bubble["recipient_id"]].append(bubble["text"])

    def came(self, person: str) -> Sequence[str]:
        """Return the words one person was sent so far."""
        with self._lock:
            return tuple(self._came[person])


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listen on loopback until the block ends."""
    receiver = Receiver()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.take(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    receiver.address = f"http://127.0.0.1:{server.server_address[1]}/words"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
