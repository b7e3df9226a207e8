"""A proxy before a node that fails as networks and overloaded clusters do."""

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Fault = Literal["", "429", "503", "lost", "answered", "partial"]
"""A state; the connection breaks before the request is passed on, or after it was answered; some
shards are missing in the answer."""

PARTIAL = (
    b'{"took":1,"timed_out":false,"_shards":{"total":3,"successful":2,"skipped":0,"failed":1},'
    b'"hits":{"total":{"value":0,"relation":"eq"},"hits":[]}}'
)


@contextmanager
def faulty(port: int, choose: Callable[[str, str], Fault]) -> Iterator[str]:
    """The address of a proxy before the node with that port; `choose` gives the fault of a request
    by its method and path."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            fault = choose(self.command, self.path)
            if fault in ("429", "503"):
                self._answer(int(fault), b'{"error":{"type":"busy","reason":"busy"}}')
                return
            if fault == "partial":
                self._answer(200, PARTIAL)
                return
            if fault == "lost":
                self.close_connection = True
                return
            node = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            headers = {"content-type": self.headers.get("content-type") or "application/json"}
            node.request(self.command, self.path, body, headers)
            answer = node.getresponse()
            content = answer.read()
            node.close()
            if fault == "answered":
                self.close_connection = True
                return
            self._answer(answer.status, content)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_one

        def _answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
