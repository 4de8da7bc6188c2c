"""The news that is searched: one site, and all of the corpus imported into it."""

import io
import json
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale, Page, Site

from benchmarks.search.measure import FIRST, Query
from cms.projection.doors import door
from home.models import HomePage
from newsroom.models import NewsroomPage

CORPUS: Final = Path(settings.BASE_DIR).parent / "shared" / "corpus"


def make() -> None:
    with door():
        Site.objects.all().delete()
        Page.objects.filter(depth=2).delete()
        locale = Locale.objects.get_or_create(language_code="de")[0]
        home = HomePage(title="Start", slug="start", locale=locale)
        Page.get_first_root_node().add_child(instance=home)
        newsroom = NewsroomPage(title="Presse", slug="presse", locale=locale)
        home.add_child(instance=newsroom)
        for page in (home, newsroom):
            page.save_revision().publish()
        Site.objects.create(hostname="www.example.org", port=443, root_page=home, is_default_site=True)
    call_command("import_ninjs", str(CORPUS), create_locales=True, stdout=io.StringIO())


def ask(query: Query) -> list[str]:
    """What the API finds, by where it was first published."""
    asked = {"q": query.text, "locale": query.locale, "limit": FIRST, "fields": "_,source_url"}
    answer = Client().get("/api/v1/search/", asked, headers={"host": "localhost"})
    if answer.status_code != 200:
        raise ValueError(f"{query.text}: {answer.status_code} {answer.content[:300]!r}")
    return [item.get("source_url") or "" for item in json.loads(answer.content)["items"]]
