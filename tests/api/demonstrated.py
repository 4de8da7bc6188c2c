"""The demonstration, with what it lacks: what there can be of every shape, for whoever asks at random."""

from typing import Any, Final

import orjson
from wagtail.models import Page

from api.parameters.changes import NOW
from cms.preview.models import PreviewLink
from cms.published.models import PublishedItem, PublishedSite, State
from tests.api.test_queries import START
from tests.published import factory

MOST_GIVEN: Final = 40
WORDS: Final = ("Beratung", "advice", "المنظمة", "Schleuser", '"in Kairo"', "Bildung -Kairo", "zzzz")


def make_world() -> None:
    """Redirects, links to drafts, and pages that have moved, were withdrawn, or are gone."""
    host = PublishedSite.objects.get(is_default=True).host
    page = PublishedItem.objects.filter(what="page", type=factory.NEWS).earliest("object_id")
    page.former_paths, page.former_sites, page.former_until = ["/de/alt/"], [host], [factory.newest]
    page.save()
    why = orjson.dumps({"date": "2024-07-03", "note": "Irrtum", "locale": "de", "direction": "ltr"}).decode()
    gone = {"site": host, "card": ""}
    factory.page(object_id=900_001, slug="withdrawn", state=State.WITHDRAWN, content=why, **gone)
    factory.page(object_id=900_002, slug="gone", state=State.GONE, content="", **gone)
    factory.redirect("/node/1", "https://elsewhere.example/a?b=c", site=host)
    factory.redirect("/node/2", f"https://{host}/de/alt/", site=host, ours=True, next_site=host)
    for draft in Page.objects.filter(depth__gt=2)[:5]:
        PreviewLink.share(draft, None)


def existing() -> dict[str, list[Any]]:
    """Values that mean something here, by the parameters that they are for."""
    pages = PublishedItem.objects.filter(what="page").order_by("object_id")
    gone = list(pages.exclude(state=State.PUBLIC).values_list("object_id", "html_path"))
    some = [*pages.filter(state=State.PUBLIC).values_list("object_id", "html_path")[:MOST_GIVEN], *gone]
    files = PublishedItem.objects.filter(what__in=["image", "document"])
    root = PublishedSite.objects.get(is_default=True).root_url
    return {
        "pages": [pk for pk, _ in some],
        "paths": [*(path for _, path in some), "/de/alt/", "/node/1", "/node/2", "/nothing/"],
        "urls": [f"{root}{path}" for _, path in some],
        "files": sorted(set(files.values_list("object_id", flat=True)))[:MOST_GIVEN],
        "tokens": [link.token for link in PreviewLink.objects.all()],
        "menus": ["main", "footer", "legal"],
        "parts": [1],
        "positions": [NOW, START],
        "words": list(WORDS),
    }
