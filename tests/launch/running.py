"""A running Dateline, as `make run` starts it."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from cms.launch.development import BASE_DIR
from tests import databases
from tests.launch.conftest import SHELL, find_port, processes_in, wait_for


class Run:
    """A running `make run`, but for the installation, which the tests' own .venv is."""

    def __init__(self, folder: Path, port: int, **environment: str) -> None:
        self.folder, self.port = folder, port
        self.environment = {**SHELL, "DATA_DIR": str(folder), "PORT": str(port), **environment}
        self.log = folder.with_name(f"{folder.name}-{port}.log")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cms.launch"],
                env=self.environment,
                cwd=BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text()

    def until_ready(self, seconds: float = 400) -> "Run":
        def ready() -> bool:
            assert self.process.poll() is None, self.said()
            return "Dateline is ready" in self.said()

        wait_for(ready, seconds)
        return self

    def answer(self, path: str) -> int:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def manage(self, code: str) -> str:
        """What code prints in `manage.py shell`, run by hand with nothing but the same DATA_DIR."""
        return subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code],
            env={**SHELL, "DATA_DIR": str(self.folder)},
            cwd=BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def end(self, how: int = signal.SIGTERM) -> int:
        os.killpg(self.process.pid, how)
        return self.process.wait(60)


def first_start() -> Path:
    """A DATA_DIR after one whole first start, at rest; its log lies beside it.

    Made once for the whole run, for it takes long: who wants to start something takes a copy.
    """
    above = databases.run() / "first-start"
    with databases.is_first(above.name) as first:
        if first:
            above.mkdir()
            above.chmod(0o755)
            run = Run(above / "data", find_port()).until_ready()
            assert run.answer("/health/ready") == 200
            assert run.answer("/admin/login/") == 200
            assert run.answer("/") == 200  # leads to the admin
            assert run.end() == 0
            assert processes_in(above) == []
    return above / "data"


def port_of_first_start() -> int:
    [log] = first_start().parent.glob("data-*.log")
    return int(log.stem.removeprefix("data-"))


def started_before(folder: Path) -> Path:
    """A DATA_DIR of one's own in that folder, after a first start."""
    # cp keeps the owners, of whom the server's user is one.
    subprocess.run(["cp", "-a", str(first_start()), str(folder / "data")], check=True)
    return folder / "data"
