"""Each how-to works as it is written, on a copy of the checkout, and its own tests pass there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import make_conninfo

from cms.launch.development import BASE_DIR
from tests.databases import create, migrated, remove
from tests.docs.following import Block, Copy, blocks, environment

pytestmark = pytest.mark.slow

HOW_TOS = sorted((BASE_DIR / "docs").glob("adding-*.md"))


@pytest.fixture
def copy(tmp_path: Path, django_db_blocker: Any) -> Iterator[Copy]:
    """A copy of the checkout, whose tests find their database ready."""
    name = f"docs_{os.getpid()}"
    with django_db_blocker.unblock():
        create(f"test_{name}", migrated())
        url = make_conninfo(os.environ["DATABASE_URL"], dbname=name)
        yield Copy(tmp_path / "checkout", environment(url))
        remove(f"test_{name}")


def test_there_are_how_tos_for_what_is_added_most() -> None:
    names = [path.stem for path in HOW_TOS]
    assert names == ["adding-a-block", "adding-a-page-type", "adding-an-endpoint"]


@pytest.mark.parametrize("document", HOW_TOS, ids=lambda path: path.stem)
def test_it_works_as_it_is_written(document: Path, copy: Copy) -> None:
    touched = copy.follow(document)

    python = [file for file in touched if file.endswith(".py")]
    # Whoever takes the code over must not have to mend its style.
    for check in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *check, "--quiet", *python],
            cwd=copy.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert [file for file in python if file.startswith("tests/")], "it has no test of its own"


@pytest.mark.parametrize("document", HOW_TOS, ids=lambda path: path.stem)
def test_it_runs_the_tests_that_it_has_written(document: Path) -> None:
    made = {block.file for block in blocks(document) if block.language == "python" and "/test_" in block.file}
    commands = "".join(block.text for block in blocks(document) if block.language == "sh")
    assert made
    assert [file for file in made if file not in commands] == []


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "checkout", {})
    with pytest.raises(AssertionError, match="does not have this place"):
        copy.change(Block("diff", "api/urls.py", " no such line\n+another\n"))
