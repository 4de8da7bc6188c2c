"""The demonstration's data files, read once and looked up by key."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

FOLDER: Final = Path(__file__).parent / "content"
# The first is the source that the others were translated from.
LANGUAGES: Final = ("de", "en", "ar")
SOURCE: Final = LANGUAGES[0]
BERLIN: Final = ZoneInfo("Europe/Berlin")
NAMESPACE: Final = UUID("6f2f4f0e-3a51-4c53-9d0c-3c7f0a6f0d11")


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def facts(name: str) -> dict[str, Any]:
    """What is the same in every language: `pages`, `news` (by key, in the order they are made), `site`."""
    return read(FOLDER / "facts" / f"{name}.json")


@cache
def page_facts() -> dict[str, dict[str, Any]]:
    """All pages by key, parents before their children; a news item's type and parent are always the same."""
    news = {
        key: {"type": "newsroom.NewsPage", "parent": "newsroom", **fact}
        for key, fact in facts("news").items()
    }
    return {**facts("pages"), **news}


@cache
def texts(language: str) -> dict[str, Any]:
    """The texts of all pages in a language, by key. A page without a text does not exist in that language."""
    files = sorted([*(FOLDER / language).glob("pages*.json"), *(FOLDER / language).glob("news*.json")])
    return {key: text for file in files for key, text in read(file).items()}


@cache
def words(language: str, name: str) -> dict[str, Any]:
    """Another file of a language (`site`, `pictures`, `documents`); empty where it has none."""
    file = FOLDER / language / f"{name}.json"
    return read(file) if file.exists() else {}


def identity(*parts: object) -> UUID:
    """The same id for the same thing on every machine, in every language: translations share it."""
    return uuid5(NAMESPACE, "/".join(map(str, parts)))


def moment(text: str) -> datetime:
    """`2026-07-02T13:00`, as the clock in Berlin showed it."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)
