"""The API over HTTP, on a test's own database: a web server of its own, or this process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connection

from cms.launch.development import BASE_DIR
from tests.launch.conftest import find_port, wait_for

opened = build_opener(ProxyHandler({})).open
application = get_wsgi_application()


@contextmanager
def serving() -> Iterator[str]:
    """Its address; the database is the one that is the test's now."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    port = find_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": database.geturl(),
        "PORT": str(port),
        "PUBLIC_URL": address,
        "WEB_WORKERS": "1",
        "WEB_THREADS": "2",
    }
    process = subprocess.Popen([sys.executable, "-m", "cms.launch", "web"], env=environment, cwd=BASE_DIR)
    try:
        wait_for(lambda: is_ready(address, process), 120)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def is_ready(address: str, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None
    try:
        opened(f"{address}/health/ready", timeout=5).close()
    except OSError:
        return False
    return True


@dataclass
class Api:
    """The API in threads of this process. `statuses`: of all answers. `refusals`: the next ones."""

    address: str = ""
    statuses: list[int] = field(default_factory=list)
    refusals: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        def start(status: str, headers: Any, *more: Any) -> Any:
            self.statuses.append(int(status[:3]))
            return start_response(status, headers, *more)

        if self.refusals:
            status, headers = self.refusals.pop(0)
            start(status, [*headers.items()])
            return [b"Not now."]
        return application(environ, start)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing: each answer's status is in `statuses`."""


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def served() -> Iterator[Api]:
    """The same application, without a server of its own; it may be made to refuse, as what is busy does."""
    api = Api()
    with make_server("127.0.0.1", 0, api, Threads, Quiet) as server:
        api.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        yield api
        server.shutdown()
        thread.join()
