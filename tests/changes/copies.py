"""Copies that `examples/mirror/mirror.py` keeps, each by a process of its own that may be killed."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cms.launch.development import BASE_DIR

MIRROR = BASE_DIR / "examples" / "mirror" / "mirror.py"
# Proxies are for partners; here the server is on this machine.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


class Copy:
    """A copy in `folder`. `said`: each line that its processes have written, one after another."""

    def __init__(self, folder: Path, name: str, api: str, chosen: Sequence[str] = ()) -> None:
        self.path, self.log = folder / f"{name}.sqlite", folder / f"{name}.log"
        self.command = [sys.executable, str(MIRROR), "--api", api, *chosen]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, every: float = 0.1) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.command, "--every", str(every), str(self.path)],
                stdout=log,
                stderr=log,
                env=ENVIRONMENT,
            )

    def kill(self) -> None:
        """As a power cut would, whatever it is at."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            assert self.process.wait(30) == -signal.SIGKILL, self.log.read_text()
            self.process = None

    def catch_up(self) -> subprocess.CompletedProcess[str]:
        """Go on until there is nothing more."""
        done = subprocess.run(
            [*self.command, "--once", str(self.path)],
            capture_output=True,
            text=True,
            env=ENVIRONMENT,
            check=False,
        )
        with self.log.open("a") as log:
            log.write(done.stdout + done.stderr)
        return done

    def said(self) -> list[str]:
        return self.log.read_text().splitlines()

    def sequences(self) -> list[int]:
        """Those of the changes that it has taken over, in the order in which it did."""
        found = [re.match(r"(\d+) [a-z]+ \S+-\d", line) for line in self.said()]
        return [int(each[1]) for each in found if each]

    def rows(self, columns: str) -> list[tuple[Any, ...]]:
        database = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return database.execute(f"SELECT key, {columns} FROM items ORDER BY key").fetchall()
        finally:
            database.close()

    def content(self) -> dict[str, str]:
        """What whoever shows the copy has: JSON by key."""
        return {key: content for key, content in self.rows("content") if content is not None}
