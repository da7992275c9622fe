"""The preview's web server: answers from memory, and tells open pages when there is something newer. Standard library only."""

from __future__ import annotations

import http.server
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from _shown import HTML, Answer

RELOAD = Path(__file__).with_name("_reload.mjs")
OWN = "_preview/"
"""Where the server's own two addresses are; no page of a site begins like that."""

SCRIPT = '<script type="module" src="/_preview/reload.mjs?shown={}"></script>'

STILL_THERE = 15.0
"""Seconds after which a silent connection is tried: of one that the browser has closed nothing else tells."""


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Answers at one address until it is stopped."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, answer: Callable[[str], Answer]) -> None:
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        super().__init__((host, port), Handler, bind_and_activate=False)
        self.answer = answer
        self.changed = threading.Condition()
        self.state = f"{time.time_ns():x}"
        """Changes with what is shown, and when the server starts again."""
        self._count = 0

    def server_bind(self) -> None:
        """Take the address, without asking what the host is called: that may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def start(self) -> None:
        """Listen from now on, in another thread."""
        self.server_bind()
        self.server_activate()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def tell(self) -> None:
        """Have open pages load themselves again."""
        with self.changed:
            self._count += 1
            self.state = f"{self.state.partition('.')[0]}.{self._count}"
            self.changed.notify_all()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong, unless a browser merely went away."""
        if not isinstance(sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    """An answer goes out as a whole: a server that starts again must not be caught between its head and its body."""
    server: Server

    def do_GET(self) -> None:
        """Answer one request."""
        path = unquote(urlsplit(self.path).path, errors="replace").lstrip("/")
        if path == f"{OWN}changes":
            self._tell_changes()
        elif path == f"{OWN}reload.mjs":
            self._send(Answer(RELOAD.read_bytes(), "text/javascript; charset=utf-8"))
        else:
            # Before the answer: a page that has changed in between is loaded again, none is taken for newer than it is.
            state = self.server.state
            self._send(self.server.answer(path), state)

    do_HEAD = do_GET

    def _send(self, answer: Answer, state: str = "") -> None:
        body = followed(answer.body, state) if answer.body and answer.type == HTML else answer.body
        self.send_response(answer.status)
        if answer.location:
            query = urlsplit(self.path).query
            self.send_header("Location", quote(answer.location) + (f"?{query}" if query else ""))
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _tell_changes(self) -> None:
        """Server-sent events: what is shown now, and whenever that changes, until the browser goes away."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        told = ""
        while self.command != "HEAD":
            with self.server.changed:
                self.server.changed.wait_for(lambda: self.server.state != told, STILL_THERE)
                state = self.server.state
            self.wfile.write(f"retry: 500\ndata: {state}\n\n".encode() if state != told else b": still there\n\n")
            self.wfile.flush()
            told = state

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: each page asks for some twenty files."""


def followed(page: bytes, state: str) -> bytes:
    """The page with the script that loads it again."""
    before, body_end, after = page.rpartition(b"</body>")
    script = SCRIPT.format(state).encode()
    return before + script + body_end + after if body_end else page + script
