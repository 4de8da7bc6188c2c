"""Follows a how-to: takes its code blocks, and applies them to a copy of the checkout.

A fence says what it is: "```python some/file.py" is a whole new file, "```diff some/file.py" a place in one
that exists (the lines without `+` must stand there exactly once), "```sh" is commands.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from cms.launch.development import BASE_DIR

FENCE = re.compile(r"^( *)```(\w+)(?: (\S+))?\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
ROOMS = ("api", "cms", "home", "newsroom", "tests")
FILES = ("manage.py", "pyproject.toml", "requirements.lock")
# What a command of the documents is here: the copy has no .venv of its own, and its database is the test's.
COMMANDS = {
    "make openapi": ["manage.py", "openapi"],
    "make messages": ["-m", "cms.launch.messages", "update"],
    "make test": ["-m", "pytest", "-p", "no:cacheprovider", "--reuse-db"],
}


@dataclass(frozen=True)
class Block:
    language: str
    file: str
    text: str


def blocks(document: Path) -> list[Block]:
    """The fenced blocks of a document, in its order."""
    return [
        Block(match[2], match[3] or "", dedent(match[4])) for match in FENCE.finditer(document.read_text())
    ]


class Copy:
    """A copy of the checkout, without what was installed or made there."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        for room in ROOMS:
            shutil.copytree(BASE_DIR / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
        for file in FILES:
            shutil.copy(BASE_DIR / file, folder / file)

    def follow(self, document: Path) -> list[str]:
        """Does what the document says; returns the files that it makes or changes."""
        touched = []
        for block in blocks(document):
            if block.language == "sh":
                for line in block.text.strip().split("\n"):
                    self.run(line)
                continue
            assert block.file, f"{document.name}: a block of {block.language} does not say which file it is"
            touched.append(block.file)
            if block.language == "diff":
                self.change(block)
            else:
                self.add(block)
        return touched

    def add(self, block: Block) -> None:
        path = self.folder / block.file
        assert not path.exists(), f"{block.file} exists already"
        path.write_text(block.text)

    def change(self, block: Block) -> None:
        path = self.folder / block.file
        path.write_text(change(path.read_text(), block.text, block.file))

    def run(self, command: str) -> None:
        done = subprocess.run(
            [sys.executable, *arguments(command)],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"$ {command}\n{done.stdout[-6000:]}{done.stderr[-3000:]}"


def change(text: str, diff: str, name: str) -> str:
    """The text of the file `name` as the diff changes it."""
    lines = diff.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if not line.startswith("+"))
    after = "".join(line[1:] for line in lines if not line.startswith("-"))
    assert text.count(before) == 1, f"{name} does not have this place exactly once:\n{before}"
    return text.replace(before, after)


def arguments(command: str) -> list[str]:
    """What Python runs for a command of a document."""
    words = shlex.split(command)
    if words[0] == ".venv/bin/python":
        return words[1:]
    made = COMMANDS[" ".join(words[:2])]
    more = [each for word in words[2:] for each in shlex.split(word.removeprefix("ARGS="))]
    return [*made, *more]


def environment(database_url: str) -> dict[str, str]:
    """That of a person with a database; nothing of this test run's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "DATABASE_URL": database_url,
        "DATA_DIR": os.environ["DATA_DIR"],
        "DEBUG": "1",
        "SECRET_KEY": "for-tests-only",
    }
