"""A server in front of a cluster, for tests: it asks for passwords and certificates, which the
cluster of the tests does not, and can answer by itself what a cluster in trouble would."""

import http.client
import json
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Proxy:
    """Where it listens, what it was asked, and what it demands: `authorization` is the header that
    a request must have. `answers` are bodies by path; others the cluster at `upstream` gives."""

    authorization: str | None = None
    upstream: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(proxy: Proxy, context: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """Serve on a port of its own, over TLS where a context is given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _answer(self, proxy)

        do_POST = do_PUT = do_DELETE = do_HEAD = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on standard error."""

    server = _QuietServer(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "http" if context is None else "https"
    proxy.url = f"{scheme}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


def _answer(handler: BaseHTTPRequestHandler, proxy: Proxy) -> None:
    body = handler.rfile.read(int(handler.headers.get("content-length", 0)))
    given = handler.headers.get("authorization")
    path = urlsplit(handler.path).path
    proxy.asked.append((f"{handler.command} {path}", given))
    status, answer = 404, b"{}"
    if proxy.authorization not in (None, given):
        status, answer = 401, b'{"error": {"type": "security_exception", "reason": "no"}}'
    elif path in proxy.answers:
        status, answer = 200, json.dumps(proxy.answers[path]).encode()
    elif proxy.upstream is not None:
        status, answer = _forward(handler, body, proxy.upstream)
    handler.send_response(status)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(len(answer)))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(answer)


def _forward(handler: BaseHTTPRequestHandler, body: bytes, upstream: str) -> tuple[int, bytes]:
    host = urlsplit(upstream).netloc
    passed = {
        name: value
        for name, value in handler.headers.items()
        if name.lower() in ("content-type", "content-encoding")
    }
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request(handler.command, handler.path, body, passed)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
