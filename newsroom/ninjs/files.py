"""Items from files: one item, a list of items, one item a line, or a folder of these."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from newsroom.ninjs.values import JSON, named, unstorable

LINES: Final = {".ndjson", ".jsonl"}
SUFFIXES: Final = {".json", *LINES}
# News is text: what is larger is not news. A file of lines may be of any size, for it is read by lines.
LARGEST_FILE: Final = 64 * 1024 * 1024
LARGEST_ITEM: Final = 8 * 1024 * 1024


@dataclass(frozen=True)
class Found:
    """One item, or why there is none where one should be."""

    path: Path
    place: str  # for the operator: file name, and the item's place in it where there are several
    item: JSON | None = None
    problem: str = ""


def files(arguments: list[str]) -> list[Path]:
    """The files named, and all ninjs files in the folders named, in the order of their names."""
    found: list[Path] = []
    for path in map(Path, arguments):
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES)
            found += sorted(each for each in inside if each.is_file() and not each.name.startswith("."))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def items(path: Path) -> Iterator[Found]:
    """Every item of a file. Never raises: what cannot be read is found with its problem."""
    try:
        if not path.is_file():
            yield Found(path, path.name, problem="there is no such file")
        elif path.suffix.lower() in LINES:
            yield from lines(path)
        elif path.stat().st_size > LARGEST_FILE:
            yield Found(path, path.name, problem=f"is larger than {megabytes(LARGEST_FILE)}")
        else:
            yield from whole(path)
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL in it
        yield Found(path, path.name, problem=f"cannot be read: {getattr(error, 'strerror', '') or error}")


def whole(path: Path) -> Iterator[Found]:
    content = path.read_bytes()
    value, problem = parsed(content)
    if problem and len(content.splitlines()) > 1 and parsed(content.splitlines()[0])[1] == "":
        yield from lines(path)
    elif problem or not isinstance(value, list):
        yield checked(path, path.name, value, problem, len(content))
    else:
        for number, each in enumerate(value, start=1):
            yield checked(path, f"{path.name}, item {number}", each)


def lines(path: Path) -> Iterator[Found]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LARGEST_ITEM + 2):
            number += 1
            place = f"{path.name}, line {number}"
            if len(line) > LARGEST_ITEM + 1 and not line.endswith(b"\n"):
                yield Found(path, place, problem=f"is larger than {megabytes(LARGEST_ITEM)}")
                while (rest := file.readline(LARGEST_ITEM)) and not rest.endswith(b"\n"):
                    pass
            elif line.strip(b" \t\r\n\xef\xbb\xbf"):
                yield checked(path, place, *parsed(line))


def parsed(content: bytes) -> tuple[Any, str]:
    """`(value, "")`, or `(None, what is wrong)`."""
    try:
        return json.loads(content.decode("utf-8-sig")), ""
    except UnicodeDecodeError as error:
        return None, f"is not UTF-8 (byte {error.start})"
    except json.JSONDecodeError as error:
        return None, f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
    except RecursionError:
        return None, "is nested too deeply"
    except ValueError as error:  # a number of thousands of digits
        return None, f"is not JSON: {error}"


def checked(path: Path, place: str, value: Any, problem: str = "", size: int = 0) -> Found:
    if not problem and not isinstance(value, dict):
        problem = f"is {named(value)}, not an item"
    if not problem and size > LARGEST_ITEM:
        problem = f"is larger than {megabytes(LARGEST_ITEM)}"
    problem = problem or unstorable(value) or ""
    return Found(path, place, problem=problem) if problem else Found(path, place, value)


def megabytes(size: int) -> str:
    return f"{size // 1024 // 1024} MB"
