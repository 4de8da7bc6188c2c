"""The documents that the code cites are there: whoever follows a citation finds the rule."""

import re
from pathlib import Path

import pytest

from cms.launch.development import BASE_DIR

ROOMS = ("api", "cms", "home", "newsroom", "tests", "benchmarks", "examples")
CODE = sorted(path for room in ROOMS for path in (BASE_DIR / room).rglob("*.py"))
DECISIONS = {path.name[:4] for path in (BASE_DIR / "docs" / "decisions").glob("*.md")}


def is_there(name: str, path: Path) -> bool:
    """By its path from the top; by its bare name in `docs`, at the top or beside who names it."""
    places = (BASE_DIR, BASE_DIR / "docs", path.parent)
    return any((place / name).is_file() for place in places)


@pytest.mark.parametrize("room", ROOMS)
def test_the_documents_that_code_names_exist(room: str) -> None:
    missing = {
        f"{path.relative_to(BASE_DIR)}: {name}"
        for path in CODE
        if path.is_relative_to(BASE_DIR / room)
        for name in re.findall(r"[\w/-]+\.md\b", path.read_text())
        if not is_there(name, path)
    }
    assert missing == set()


def test_the_decisions_that_code_names_exist() -> None:
    named = {
        (number.zfill(4), path.name)
        for path in CODE
        for number in re.findall(r"\bdecisions?[/ ](\d+)", path.read_text())
    }
    assert len(named) > 10
    assert {each for each in named if each[0] not in DECISIONS} == set()
