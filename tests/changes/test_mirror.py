"""`examples/mirror/mirror.py` against the API over HTTP: what it keeps, and what it makes of errors."""

import importlib.util
import json
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db import connections, transaction
from django.utils import timezone

from cms.launch.development import BASE_DIR
from cms.published.models import Change, PublishedItem
from tests.changes.copies import ENVIRONMENT, MIRROR, Copy
from tests.changes.pieces import SITES, Piece, key_of, write
from tests.changes.serving import Api, served
from tests.launch.conftest import wait_for
from tests.published import factory

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def api(own_database: None) -> Iterator[Api]:
    factory.sites()
    for number in (1, 2):
        edit(number, Piece())
    with served() as api:
        yield api
    connections.close_all()


def edit(number: int, piece: Piece | None, note: str = "") -> None:
    with transaction.atomic():
        write(number, piece, note)


@pytest.fixture
def copy(api: Api, tmp_path: Path) -> Iterator[Copy]:
    copy = Copy(tmp_path, "copy", api.address)
    yield copy
    copy.kill()


def updated(copy: Copy) -> Copy:
    done = copy.catch_up()
    assert done.returncode == 0, done.stderr
    return copy


def is_exact(copy: Copy) -> bool:
    public = PublishedItem.objects.filter(state="public")
    return {key: json.loads(each) for key, each in copy.content().items()} == {
        row.key: json.loads(row.content) for row in public
    }


def test_a_copy_is_what_is_public_and_says_what_has_changed(copy: Copy) -> None:
    assert is_exact(updated(copy))
    assert copy.said() == [
        f"sync published {key_of(number)} https://{SITES[0]}/de/{number}/1/" for number in (1, 2)
    ]
    edit(1, Piece(text=2))
    edit(2, None, note="Wrong.")
    edit(3, Piece())
    assert is_exact(updated(copy))
    assert [line.split(" ")[1:3] for line in copy.said()[2:]] == [
        ["updated", key_of(1)],
        ["withdrawn", key_of(2)],
        ["published", key_of(3)],
    ]
    assert copy.rows("action, content IS NULL")[1] == (key_of(2), "withdrawn", 1)


def test_it_follows_and_asks_for_nothing_twice(copy: Copy, api: Api) -> None:
    copy.start(every=0.01)
    wait_for(lambda: api.statuses[-3:] == [304, 304, 304])
    assert api.statuses.count(200) == 2, "the items; and that there is nothing more, whose tag is then known"
    edit(1, None)
    wait_for(lambda: "removed" in copy.said()[-1])
    assert is_exact(copy)


def test_killed_at_any_moment_it_goes_on_where_it_was(copy: Copy) -> None:
    updated(copy)
    for number in range(3, 9):
        copy.start(every=0.01)
        edit(number, Piece())
        copy.kill()
    assert is_exact(updated(copy))
    assert copy.sequences() == sorted(set(copy.sequences()))


@pytest.mark.parametrize("lost", ["expired", "forged", "put back"])
def test_where_the_token_leads_nowhere_it_starts_again_and_drops_what_is_gone(copy: Copy, lost: str) -> None:
    updated(copy)
    edit(1, None)
    edit(2, Piece(text=2))
    if lost == "expired":
        Change.objects.update(at=timezone.now() - timedelta(days=100))
    elif lost == "put back":
        Change.objects.update(at=timezone.now())
    else:
        database = sqlite3.connect(copy.path)
        database.execute("UPDATE state SET token = 'forged'")
        database.commit()
        database.close()
    assert is_exact(updated(copy))
    assert [line for line in copy.said() if line.startswith("Starting again")]
    assert copy.rows("action, content IS NULL")[0] == (key_of(1), "removed", 1)
    edit(1, Piece(text=3))
    assert is_exact(updated(copy)), "numbers from before count no more"


def test_it_waits_as_long_as_it_is_told_and_says_so(copy: Copy, api: Api) -> None:
    api.refusals += [("503 Busy", {"Retry-After": "0"}), ("429 Too Many Requests", {"Retry-After": "0"})]
    done = copy.catch_up()
    assert done.returncode == 0
    assert done.stderr.splitlines() == ["503 Busy. Again in 0 s.", "429 Too Many Requests. Again in 0 s."]
    assert is_exact(copy)
    api.refusals += [("502 Bad Gateway", {"Retry-After": "0"})] * 5
    failed = copy.catch_up()
    assert failed.returncode == 1
    assert failed.stderr.endswith("502 Bad Gateway\n")
    assert is_exact(copy)


def test_a_mistake_of_whoever_starts_it_is_told_in_one_line(api: Api, tmp_path: Path) -> None:
    wrong = Copy(tmp_path, "wrong", api.address, ["--site", "nowhere.example"]).catch_up()
    assert wrong.returncode == 1
    assert "400: site: “nowhere.example” is not a site here." in wrong.stderr
    assert len(wrong.stderr.splitlines()) == 1
    updated(Copy(tmp_path, "copy", api.address))
    other = Copy(tmp_path, "copy", api.address, ["--locale", "de"]).catch_up()
    assert other.returncode == 1
    assert "is a copy of" in other.stderr


def test_it_is_used_as_its_document_says(api: Api, tmp_path: Path) -> None:
    text = (BASE_DIR / "docs" / "changes.md").read_text()
    [line] = re.findall(r"^python3 (.+)$", text, re.MULTILINE)
    words = shlex.split(line.replace("http://localhost:8000", api.address))
    command = [sys.executable, str(BASE_DIR / words[0]), *words[1:], "--once"]
    assert subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, check=False).returncode == 0
    [(file, query)] = [shlex.split(line)[1:] for line in re.findall(r"^sqlite3 .+$", text, re.MULTILINE)]
    database = sqlite3.connect(tmp_path / file)
    found = database.execute(query.replace("'en'", "'de'")).fetchall()
    database.close()
    assert [path for _, path in found] == ["/de/1/1/", "/de/2/1/"]


@pytest.fixture(scope="module")
def mirror() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mirror", MIRROR)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def change(sequence: int | None, title: str | None) -> dict[str, Any]:
    item = dict.fromkeys(("type", "site", "locale", "html_url", "html_path"), "x") | {
        "key": "page-1",
        "id": 1,
    }
    content = None if title is None else {"title": title}
    return {"sequence": sequence, "action": "updated", "at": "x", "item": item, "content": content}


def test_what_comes_late_is_ignored_but_a_full_sync_counts_always(mirror: ModuleType, tmp_path: Path) -> None:
    made = mirror.Mirror("http://localhost", tmp_path / "copy", [])
    kept = [made.keep(change(number, "a"), sync=1) for number in (None, 7, 6, 7)]
    assert kept == [True, True, False, True]
    assert made.keep(change(None, "b"), sync=2)
    assert made.keep(change(3, None), sync=2)
    made.database.close()


def test_two_processes_do_not_keep_one_copy(mirror: ModuleType, tmp_path: Path) -> None:
    made = mirror.Mirror("http://localhost", tmp_path / "copy", [])
    made.go_on(None, "a", None)
    with pytest.raises(mirror.Refused, match="Another process"):
        made.go_on(None, "b", None)
    made.database.close()


def test_waiting_times_are_numbers_or_dates(mirror: ModuleType) -> None:
    soon = (timezone.now() + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert mirror.seconds_of("7") == 7
    assert 60 < mirror.seconds_of(soon) <= 90
    assert mirror.seconds_of("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert mirror.seconds_of(None) is mirror.seconds_of("soon") is None
