"""What is refused: always with the reason, never with a traceback, never in the way of the rest."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newsroom.models import NewsPage, Topic
from newsroom.ninjs import files
from tests.newsroom.ninjs.desk import Desk, html, make_item


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"uri": None}, "has no “uri”"),
        ({"uri": 7}, "“uri” is a number, not text"),
        ({"uri": "x" * 501}, "longer than 500"),
        ({"language": None}, "has no “language”"),
        ({"language": "xx"}, "none of this installation's: de, en"),
        ({"headlines": None}, "has no headline"),
        ({"headlines": [{"value": "  "}]}, "has no headline"),
        ({"headlines": "Brücke"}, "“headlines” is text, not a list"),
        ({"headlines": ["Brücke"]}, "“headlines” holds text where an object should stand"),
        ({"bodies": [{"value": {"html": "x"}}]}, "“value” is an object, not text"),
        ({"type": "picture"}, "is of type “picture”"),
        ({"pubStatus": "soon"}, "“pubStatus” is unknown"),
        ({"firstCreated": "yesterday"}, "“firstCreated” is not a date"),
        ({"firstCreated": "2024-02-31T00:00:00Z"}, "“firstCreated” is not a date"),
        ({"organisations": [{"name": "A", "contactInfo": "x"}]}, "“contactInfo” is text"),
        ({"headlines": [{"value": "a\0b"}]}, "NUL"),
        ({"located": "a\ud800b"}, "surrogate"),
        ({"bodies": html("<div>" * 3000 + "x")}, "deeply"),
    ],
)
def test_an_item_that_cannot_be_used_is_refused_and_the_next_one_imported(
    desk: Desk, changes: dict[str, Any], reason: str
) -> None:
    bad, good = desk(make_item(**changes), make_item("good.de"))
    assert bad.startswith("refused")
    assert reason in bad
    assert good.startswith("created")
    assert desk.failed
    assert NewsPage.objects.get().source_id.endswith("good.de.html")


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        (b'{"uri": ', "is not JSON"),
        (b"", "is not JSON"),
        (b"\xff\xfe{", "is not UTF-8"),
        (b"[1, 2]", "is a number, not an item"),
        (b'"text"', "is text, not an item"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"uri": ' + b"9" * 5000 + b"}", "is not JSON"),
    ],
)
def test_a_file_that_is_no_item_is_refused(desk: Desk, tmp_path: Path, stored: bytes, reason: str) -> None:
    (tmp_path / "bad.json").write_bytes(stored)
    lines = desk.run(tmp_path / "bad.json")
    assert lines
    assert all(line.startswith("refused bad.json") and reason in line for line in lines)
    assert desk.failed


def test_a_file_that_is_not_there_is_refused_and_the_rest_imported(desk: Desk, tmp_path: Path) -> None:
    good = tmp_path / "good.json"
    good.write_text(json.dumps(make_item()))
    lines = desk.run(tmp_path / "none.json", good)
    assert [line.split(" ")[0] for line in lines] == ["refused", "created"]


def test_files_and_items_that_are_too_large_are_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_ITEM", 2_000)
    monkeypatch.setattr(files, "LARGEST_FILE", 10_000)
    large = json.dumps(make_item(bodies=html("<p>" + "x" * 3_000)))
    (tmp_path / "a.ndjson").write_text(f"{large}\n{json.dumps(make_item())}\n")
    (tmp_path / "b.json").write_text(large)
    (tmp_path / "c.json").write_text(large * 4)
    lines = desk.run(tmp_path / "a.ndjson", tmp_path / "b.json", tmp_path / "c.json")
    assert [line.split(" ")[0] for line in lines] == ["refused", "created", "refused", "refused"]


def test_lines_lists_and_folders_are_read(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.jsonl").write_text(f"{json.dumps(make_item('1'))}\n\n{json.dumps(make_item('2'))}")
    (tmp_path / "in" / "deep" / "b.json").write_text(json.dumps([make_item("3"), make_item("4")]))
    (tmp_path / "in" / "c.json").write_text(
        f"\ufeff{json.dumps(make_item('5'))}\n{json.dumps(make_item('6'))}"
    )
    (tmp_path / "in" / "readme.txt").write_text("not an item")
    assert [line.split(" ")[0] for line in desk.run(tmp_path / "in")] == ["created"] * 6


def test_a_folder_with_nothing_in_it_is_an_error(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match="nothing to import"):
        call_command("import_ninjs", str(tmp_path / "empty"))


def test_an_item_that_fails_late_leaves_nothing_half_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("newsroom.ninjs.importer.remember", broken)
    lines = desk(make_item(subjects=[{"name": "Wasser"}]))
    assert lines[0].endswith("could not be stored: RuntimeError: the disk is full")
    [record] = [each for each in caplog.records if each.name == "newsroom.ninjs.importer"]
    assert (record.levelname, record.exc_info is not None) == ("ERROR", True)
    assert not NewsPage.objects.exists()
    assert not Topic.objects.exists()
    monkeypatch.undo()
    assert desk.words(make_item()) == ["created"]


def test_a_refusal_makes_the_command_fail(desk: Desk) -> None:
    desk(make_item())
    assert not desk.failed
    desk(make_item(language="xx"))
    assert desk.failed
    assert "0 created, 0 updated, 0 unchanged, 1 refused" in desk.said
