"""`/llms.txt`: a site for readers who are programs (llmstxt.org): what it is, and where its pages are.

Its links lead to pages as Markdown, here: frontends have those in HTML alone.
"""

import re
from collections.abc import Iterable
from typing import Final

import orjson
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api import documented
from api.kept import Finished, kept_or_made
from api.parameters.routes import OF_A_SITE
from api.parameters.site import site_of
from api.reading import PublicView, address
from api.text.forms import MARKDOWN
from cms.published.outline import Entry, Outline, outline
from cms.published.sites import Site, Sites
from cms.published.surrogates import OF_ALL_PAGES

PLAIN: Final = "text/plain; charset=utf-8"
# What the proposal calls the section that may be left out.
OPTIONAL: Final = "Optional"
SIGNS: Final = re.compile(r"([\\\[\]<>*_`])")
HOME, BRANCH, BELOW = 1, 2, 3


class LlmsView(PublicView):
    parameters = OF_A_SITE

    @extend_schema(**documented.llms)
    def get(self, request: Request) -> HttpResponse:
        return kept_or_made(request, lambda sites: self.answer(request, sites), PLAIN)

    def answer(self, request: Request, sites: Sites) -> Finished:
        site = site_of(self.values(request, sites), sites)
        found = outline(site, sites)
        ends = min((each.ends for each in found.entries), default=None)
        return Finished(
            written(found, site).encode(), OF_ALL_PAGES, ends, found.head.now, found.head.validity
        )


def written(found: Outline, site: Site) -> str:
    """Name, summary, a section for each branch that holds something, the other languages."""
    homes = [each for each in found.entries if each.level == HOME]
    branches = [each for each in found.entries if each.level == BRANCH]
    below: dict[int | None, list[Entry]] = {}
    for each in found.entries:
        if each.level == BELOW:
            below.setdefault(each.parent_id, []).append(each)
    front = [each for each in homes if each.locale == site.default_locale]
    parts = [f"# {plain(found.name)}", *(f"> {text}" for each in front[:1] if (text := summary(each)))]
    alone = [*front, *(each for each in branches if each.id not in below)]
    if alone:
        parts.append(links(alone))
    parts += [
        f"## {plain(each.title)}\n\n{links([each, *below[each.id]])}" for each in branches if each.id in below
    ]
    others = [each for each in homes if each.locale != site.default_locale]
    if others:
        parts.append(f"## {OPTIONAL}\n\n{links(others)}")
    return "\n\n".join(parts) + "\n"


def links(entries: Iterable[Entry]) -> str:
    return "\n".join(
        f"- [{plain(each.title)}]({address(f'pages/{each.id}/', f'format={MARKDOWN}')})"
        + (f": {text}" if (text := summary(each)) else "")
        for each in entries
    )


def summary(entry: Entry) -> str:
    text = orjson.loads(entry.card or "{}").get("summary")
    return plain(text) if isinstance(text, str) else ""


def plain(text: str) -> str:
    """One line, with nothing in it that Markdown would read as more than text."""
    return SIGNS.sub(r"\\\1", " ".join(text.split()))
