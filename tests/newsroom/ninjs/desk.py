"""Items of an invented agency, and the command run on them."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from cms.published.models import PublishedItem

Item = dict[str, Any]


def make_item(name: str = "bridge.de", **changes: Any) -> Item:
    item: Item = {
        "uri": f"https://news.agency.example/{name}.html",
        "type": "text",
        "firstCreated": "2024-07-02T09:30:00+02:00",
        "versionCreated": "2024-07-02T09:30:00+02:00",
        "pubStatus": "usable",
        "language": "de",
        "headlines": [{"role": "main", "value": "Neue Brücke über die Lahn"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>Sie ist fertig.</p>"}],
    }
    return {key: value for key, value in {**item, **changes}.items() if value is not None}


def html(value: str) -> list[Item]:
    return [{"role": "main", "contentType": "text/html", "value": value}]


def content(page: Any) -> dict[str, Any]:
    """What readers get of a page."""
    number = page if isinstance(page, int) else page.pk
    found = PublishedItem.objects.get(key=f"page-{number}", state="public").content
    return dict(json.loads(found) if isinstance(found, str | bytes) else found)


class Desk:
    """Runs the command on items, each in a file of its own, and keeps what it said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = ""
        self.failed = False

    def __call__(self, *items: Item, **options: Any) -> list[str]:
        for old in self.folder.glob("*.json"):
            old.unlink()
        for number, item in enumerate(items):
            (self.folder / f"{number:02}.json").write_text(json.dumps(item), encoding="utf-8")
        return self.run(self.folder, **options)

    def run(self, *paths: Path, **options: Any) -> list[str]:
        """The lines on items, notes and summary left out: `created https://… (page 4)`."""
        out = StringIO()
        self.failed = False
        try:
            call_command("import_ninjs", *map(str, paths), stdout=out, stderr=out, **options)
        except CommandError:
            self.failed = True
        self.said = out.getvalue()
        return [" ".join(said.split()) for said in re.findall(r"(?m)^ *\d+/\d+ (.*)$", self.said)]

    def words(self, *items: Item, **options: Any) -> list[str]:
        return [line.split(" ")[0] for line in self(*items, **options)]
