"""Repositories and a server on this machine, for tests of what an overlay fetches."""

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\ndata:\n  from: {name}\n"


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    allowed = ["-c", "protocol.file.allow=always"]  # of submodules
    subprocess.run(["git", *identity, *allowed, *words], cwd=folder, check=True, capture_output=True)


def repository(folder: Path, files: Mapping[str, str]) -> str:
    """A new repository that holds `files`, tagged v1; its address."""
    write(folder, files)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "v1")
    return f"file://{os.path.realpath(folder)}"


def commit(folder: Path, tag: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", tag)
    git(folder, "tag", tag)


class Server(ThreadingHTTPServer):
    """Serves `pages`, by path: contents, or the statuses to answer with before the contents."""

    pages: dict[str, tuple[list[int], bytes]]
    asked: list[tuple[str, str]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization", "")))
        statuses, text = self.server.pages.get(self.path, ([404] * 100, b""))
        status = statuses.pop(0) if statuses else 200
        if status == 0:
            return  # hang up
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", text.decode())
            text = b""
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), _Handler) as server:
        server.pages, server.asked = {}, []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
