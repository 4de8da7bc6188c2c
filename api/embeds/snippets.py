"""What is copied from the builder: the ways to show the same news (docs/embeds.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join

from api.embeds import script
from api.embeds.recipes import RECIPES
from api.embeds.views import LOOKS
from api.parameters import embeds
from api.reading import address
from cms import feeds

# As strict as links still lead out of it.
SANDBOX: Final = "allow-popups allow-popups-to-escape-sandbox"
# Pixels: what stands around the items; what one of them takes on a phone, with a picture and without; what a
# row of cards takes where it has room for two, which is the most. `frame.css` sees to it.
AROUND, PICTURED, PLAIN, ROW, IN_A_ROW = 80, 235, 180, 400, 2

Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Snippets:
    """`preview`: the frame's address on this host. `recipes`: `(system, ((text, path, code), …))`."""

    html: str
    frame: str
    component: str
    feed: str
    preview: str
    recipes: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


def snippets(chosen: Chosen, *, title: str, home: str, publisher: str) -> Snippets:
    """`chosen`: what differs from what the lists do by themselves. `home`: a link for who sees no news."""
    query = query_of(chosen)
    html = address("/embed/news.html", query)
    attributes = format_html_join("", ' {}="{}"', ((name, ",".join(of)) for name, of in chosen.items()))
    source = address(f"/embed/news-{script.NEWEST}.js")
    return Snippets(
        html=html,
        frame=format_html(
            '<iframe src="{}" title="{}" width="100%" height="{}" sandbox="{}"'
            ' referrerpolicy="no-referrer" loading="lazy"></iframe>',
            address("/embed/news/", query),
            title,
            height(chosen),
            SANDBOX,
        ),
        component=format_html(
            '<script type="module" src="{}" crossorigin="anonymous"\n  integrity="{}"></script>\n\n'
            '<dateline-news{}>\n  <a href="{}">{}</a>\n</dateline-news>',
            source,
            script.VERSIONS[script.NEWEST],
            attributes,
            home,
            publisher,
        ),
        feed=address(
            f"{feeds.NEWS}.rss", query_of({name: of for name, of in chosen.items() if name not in LOOKS})
        ),
        preview=f"/embed/news/?{query}",
        recipes=tuple(
            (each.system, tuple((str(step.text), step.path, step.code(html)) for step in each.steps))
            for each in RECIPES
        ),
    )


def query_of(chosen: Chosen) -> str:
    return urlencode([(name, ",".join(values)) for name, values in chosen.items()], safe=",:*")


def height(chosen: Chosen) -> int:
    """Of the frame: all of it on a phone, where each scrolling within another is hard to leave again."""
    items = int(chosen.get("limit", [str(embeds.DEFAULT_LIMIT)])[0])
    if chosen.get("images") == [embeds.NONE]:
        return AROUND + items * PLAIN
    if chosen.get("look") == [embeds.LIST]:
        return AROUND + items * PICTURED
    return AROUND + max(items * PICTURED, -(-items // IN_A_ROW) * ROW)
