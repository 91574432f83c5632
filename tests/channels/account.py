"""An account of nobody's that a platform pushes to: it answers as told and keeps what it heard."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Account(ThreadingHTTPServer):
    """An account that does what `does` says: answers with bytes, with a status, or after so many seconds."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.does, self.heard = [], []
        self.base = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_):
        """Say nothing of connections the platform cut."""


class Answers(BaseHTTPRequestHandler):
    server: Account

    def do_POST(self):
        self.server.heard.append(self.rfile.read(int(self.headers["Content-Length"])))
        do = self.server.does.pop(0) if self.server.does else b"success"
        if isinstance(do, float):
            time.sleep(do)
        self.send_response(do if isinstance(do, int) else 200)
        self.end_headers()
        self.wfile.write(do if isinstance(do, bytes) else b"")

    def log_message(self, *_):
        pass
