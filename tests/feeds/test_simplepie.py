"""Feeds as WordPress reads them: by the SimplePie in Debian's package of it, run with PHP."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.feeds.conftest import Read
from tests.feeds.pieces import EDITED, IMAGE, PUBLISHED, arabic, german, urn, withdraw
from tests.published.factory import HOST, OTHER_HOST

pytestmark = pytest.mark.django_db
WORDPRESS = Path("/usr/share/wordpress")
SCRIPT = Path(__file__).with_name("simplepie.php")


@pytest.fixture(params=("rss", "atom"))
def parsed(request: pytest.FixtureRequest, read: Read, tmp_path: Path) -> Callable[..., Any]:
    if not shutil.which("php"):
        pytest.skip("PHP is not installed (Debian: php-cli, php-xml, php-mbstring)")
    if not (WORDPRESS / "wp-includes" / "class-simplepie.php").exists():
        pytest.skip("WordPress is not installed (Debian: wordpress; .ci/run takes of it what is needed)")

    def parsed(**given: Any) -> Any:
        file = tmp_path / "feed"
        file.write_bytes(read(request.param, **given).content)
        done = subprocess.run(["php", SCRIPT, WORDPRESS, file], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return json.loads(done.stdout)

    return parsed


def test_wordpress_shows_all_of_a_piece(parsed: Any) -> None:
    row = german()
    found = parsed()
    assert found["title"].startswith("Example – ")
    assert (found["link"], found["language"]) == (f"https://{HOST}/", "de")
    (item,) = found["items"]
    assert item["id"] == urn(row)
    assert unescape(item["title"]) == "Über Grenzen: „Ein Zentrum“ für Migrant:innen"
    assert item["link"] == f"https://{HOST}{row.html_path}"
    assert datetime.fromisoformat(item["date"]) in (PUBLISHED, EDITED)
    assert unescape(item["description"]) == "Das Zentrum berät ab Juli – auch auf Arabisch."
    assert item["categories"] == ["Rückkehr"]
    assert set(item["authors"]) == {"Example", "IAHM"}
    for part in (
        "Kairo, 2. Juli 2024",
        "Offen für <b>alle</b>",
        "Foto: Müller/BSP",
        IMAGE["src"],
        "Leiterin",
    ):
        assert part in item["content"]


def test_wordpress_has_the_picture_and_who_made_it(parsed: Any) -> None:
    german()
    shown = parsed()["items"][0]["enclosures"]
    told = [each for each in shown if each["credit"]]
    assert [(each["link"], each["type"], each["credit"]) for each in told] == [
        (IMAGE["renditions"][1]["url"], "image/jpeg", IMAGE["credit"])
    ]
    assert (int(told[0]["width"]), int(told[0]["height"])) == (960, 640)


def test_wordpress_reads_from_right_to_left(parsed: Any) -> None:
    arabic(sites=[HOST, OTHER_HOST])
    (item,) = parsed(locale="ar")["items"]
    assert item["title"] == "افتتاح مركز جديد"
    assert 'dir="rtl"' in item["content"]
    assert "المركز مفتوح" in item["content"]


def test_wordpress_shows_the_notice_of_what_was_withdrawn(parsed: Any) -> None:
    row = german()
    withdraw(row, "Die Zahlen waren falsch.")
    (item,) = parsed()["items"]
    assert (item["id"], item["title"]) == (urn(row), "Zurückgezogen: Die Zahlen waren falsch.")
    assert "Die Zahlen waren falsch" in item["content"]
