"""A static web server as a showroom would have: compresses text, and counts what it sends. Standard library only."""

from __future__ import annotations

import functools
import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

LEVEL = 6
"""Of gzip, as nginx and Apache are mostly set up."""

TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".woff2": "font/woff2"}

COMPRESSED = ("text/", "application/json", "application/xml", "image/svg")


@functools.lru_cache(maxsize=None)
def compressed(path: Path, changed: int) -> bytes:
    """The file's content as sent; `changed` is its time of change, so that a new content is not missed."""
    return gzip.compress(path.read_bytes(), LEVEL, mtime=0)


class Server(ThreadingHTTPServer):
    """Serves one folder from the root of a free port."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.sent = 0
        """Bytes of bodies and heads since the last `reset`."""
        self.requests = 0
        self.sizes: dict[str, int] = {}
        """Address without the server → bytes of its latest answer, head and body."""
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def reset(self) -> None:
        """Count from nothing again."""
        with self.lock:
            self.sent = self.requests = 0

    def count(self, address: str, number: int) -> None:
        """One more answer of so many bytes."""
        with self.lock:
            self.sent += number
            self.requests += 1
            self.sizes[address] = number


class Handler(BaseHTTPRequestHandler):
    """Answers GET with a file, compressed where that pays and the browser allows it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """As web servers do: otherwise a small body waits for the browser's word that the head has come, 40 ms on Linux."""
    server: Server

    def do_GET(self) -> None:
        """Answer one request."""
        uri = unquote(urlsplit(self.path).path).lstrip("/")
        path = (self.server.folder / uri).resolve()
        if path.is_dir():
            path /= "index.html"
        if not path.is_relative_to(self.server.folder.resolve()) or not path.is_file():
            self.send_error(404)
            return
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        is_small = kind.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = compressed(path, path.stat().st_mtime_ns) if is_small else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if is_small:
            self.send_header("Content-Encoding", "gzip")
        self.server.count(self.path, len(body) + sum(len(line) for line in self._headers_buffer))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server of the folder for the length of the block."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
