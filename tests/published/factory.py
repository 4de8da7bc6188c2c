"""Rows of the read model for tests, whole and consistent, as the projection would write them.

Longer than other files: each kind of row has a few lines, and they share these.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.utils import timezone

from cms.published.changes.marks import marks
from cms.published.models import Action, Change, PublishedItem, PublishedSite, PublishedWord, State
from cms.published.models.log import identity
from cms.published.search.index import Texts, indexed
from cms.published.search.spelling import SHORTEST, deletions
from cms.published.sorting import sort_key
from cms.published.spellings import spellings

NEWS, SECTION, EVENT = "newsroom.NewsPage", "home.SectionPage", "home.EventPage"
REDIRECT = "wagtailredirects.Redirect"
HOST, OTHER_HOST = "www.example.org", "other.example.org:8443"
HOME_KEY, OTHER_HOME_KEY = uuid4(), uuid4()

numbers = count(1)
newest = datetime(2024, 7, 2, 8, tzinfo=UTC)


def sites() -> list[PublishedSite]:
    """Two sites: the default one in German and English, the other in Arabic and English."""
    return PublishedSite.objects.bulk_create(
        [
            PublishedSite(
                host=HOST,
                site_id=1,
                is_default=True,
                name="Example",
                root_url=f"https://{HOST}",
                root_key=HOME_KEY,
                time_zone="Europe/Berlin",
                default_locale="de",
                locales=["de", "en"],
            ),
            PublishedSite(
                host=OTHER_HOST,
                site_id=2,
                name="Other",
                root_url=f"https://{OTHER_HOST}",
                root_key=OTHER_HOME_KEY,
                time_zone="Africa/Cairo",
                default_locale="ar",
                locales=["ar", "en"],
            ),
        ]
    )


def page(**columns: Any) -> PublishedItem:
    """A public page. Pass columns to differ; `parent` (a row) sets all that follows from it."""
    row = unsaved_page(**columns)
    row.save()
    remember(row)
    return row


def remember(row: PublishedItem) -> None:
    PublishedWord.objects.bulk_create(
        [
            PublishedWord(locale=row.locale, folded=folded, spelling=spelling, deletions=deletions(folded))
            for spelling in row.search_spellings
            if len(folded := spelling.partition(" ")[0]) >= SHORTEST
        ],
        ignore_conflicts=True,
    )


def unsaved_page(
    *, fields: dict[str, Any] | None = None, texts: Texts | None = None, **columns: Any
) -> PublishedItem:
    """`texts`: what is searched of it beside its title."""
    number = columns.pop("object_id", None) or next(numbers)
    parent: PublishedItem | None = columns.pop("parent", None)
    locale = columns.setdefault("locale", "de")
    slug = columns.setdefault("slug", f"page-{number}")
    below = parent.html_path if parent else f"/{locale}/"
    columns = {
        "key": f"page-{number}",
        "what": "page",
        "type": NEWS,
        "title": f"Page {number}",
        "translation_key": uuid4(),
        "site": HOST,
        "html_path": f"{below}{slug}/",
        "version": 1,
        "changed_at": newest,
        "published_at": newest - timedelta(minutes=number),
        **places(parent),
        **columns,
    }
    columns.setdefault("sites", [columns["site"]])
    columns.setdefault("edited_at", columns["changed_at"])
    if "visible_until" in columns:
        columns.setdefault("shown_until", columns["visible_until"])
    left = len(columns.get("former_paths", ()))
    columns.setdefault("former_sites", [columns["site"]] * left)
    columns.setdefault("former_until", [newest] * left)
    columns.setdefault("sort_title", sort_key(columns["title"], locale))
    columns.setdefault("tree_path", f"{parent.tree_path if parent else '0001'}{number:04}")
    said = replace(texts or Texts(), title=columns["title"])
    row = PublishedItem(object_id=number, **indexed(said, locale), **columns)
    if row.state == State.PUBLIC:
        fill(row, fields or {})
    return row


def places(parent: PublishedItem | None) -> dict[str, Any]:
    if parent is None:
        return {"parent_key": HOME_KEY, "ancestor_keys": [HOME_KEY]}
    return {
        "parent_id": parent.object_id,
        "parent_key": parent.translation_key,
        "ancestor_ids": [*parent.ancestor_ids, parent.object_id],
        "ancestor_keys": [*parent.ancestor_keys, parent.translation_key],
    }


def fill(row: PublishedItem, fields: dict[str, Any]) -> None:
    """Give the row its JSON."""
    head = {"id": row.object_id, "type": row.type}
    meta = {
        "type": row.type,
        "detail_url": f"http://localhost:8000/api/v1/pages/{row.object_id}/",
        "html_url": f"https://{row.site}{row.html_path}",
        "html_path": row.html_path,
        "slug": row.slug,
        "site": row.site,
        "locale": row.locale,
        "direction": "rtl" if row.locale == "ar" else "ltr",
        "translation_key": str(row.translation_key),
    }
    more = {
        "show_in_menus": row.show_in_menus,
        "version": row.version,
        "seo": {"title": row.title, "alternates": [{"hreflang": row.locale, "href": "…"}]},
    }
    image = {"id": 7, "alt": "Ein Boot", "src": "https://example.org/7.jpg", "renditions": []}
    body = [{"type": "paragraph", "id": "a", "value": {"html": "<p>Ein <b>Satz</b> &amp; mehr.</p>"}}]
    in_card: dict[str, Any] = {"summary": "Kurz gesagt", "teaser_image": image, "topics": terms(row.topics)}
    in_whole = {"kicker": "Neu", "body": body, "teaser_image": {**image, "caption": "Ein Boot im Hafen"}}
    if row.type == SECTION:
        in_card, in_whole = {"introduction": "Wer wir sind"}, {"body": body}
    card = {**head, "meta": meta, "title": row.title, **in_card}
    content = {**head, "meta": {**meta, **more}, "title": row.title, **in_card, **in_whole, **fields}
    row.card, row.content = orjson.dumps(card).decode(), orjson.dumps(content).decode()
    row.etag = row.digest = sha256(row.content.encode()).hexdigest()[:32]


def change(
    row: PublishedItem,
    action: str = Action.UPDATED,
    *,
    before: Sequence[PublishedItem] | None = None,
    after: Sequence[PublishedItem] | None = None,
    **columns: Any,
) -> Change:
    """An entry of the log about that item. `before`, `after`: what readers had and have, if not itself."""
    had = () if action == Action.PUBLISHED else (row,)
    has = () if action in (Action.REMOVED, Action.WITHDRAWN) else (row,)
    url = f"https://{row.site}{row.html_path}" if row.site and row.html_path else None
    item = identity(row, url, columns.pop("previous_html_path", None))
    return Change.objects.create(
        **{
            "at": timezone.now(),
            "action": action,
            "key": row.key,
            "type": row.type,
            "locale": row.locale,
            "version": row.version,
            "before": marks(had if before is None else before),
            "after": marks(has if after is None else after),
            "item": item,
            **columns,
        }
    )


def terms(values: list[str]) -> list[dict[str, str]]:
    return [{"value": value, "label": value.title()} for value in values]


def file(key: str, **columns: Any) -> PublishedItem:
    """An image or a document, by its key."""
    what, _, number = key.partition("-")
    content = orjson.dumps({"id": int(number), "type": f"media.{what.title()}", "title": "Datei"}).decode()
    return PublishedItem.objects.create(
        **{
            "key": key,
            "what": what,
            "object_id": int(number),
            "type": f"media.{what.title()}",
            "version": 1,
            "changed_at": newest,
            "edited_at": newest,
            "content": content,
            "etag": sha256(content.encode()).hexdigest()[:32],
            **columns,
        }
    )


def term(what: str, slug: str, **columns: Any) -> PublishedItem:
    """A topic or an organisation, in one language. `fields`: what its JSON has besides."""
    number = next(numbers)
    columns = {"locale": "de", "title": slug.title(), **columns}
    fields = columns.pop("fields", {})
    type_ = f"newsroom.{what.title()}"
    content = {"id": number, "type": type_, "title": columns["title"], **fields}
    return PublishedItem.objects.create(
        **{
            "key": f"{what}-{number}",
            "what": what,
            "object_id": number,
            "type": type_,
            "slug": slug,
            "sort_title": sort_key(columns["title"], columns["locale"]),
            "version": 1,
            "changed_at": newest,
            "content": orjson.dumps(content).decode(),
            **indexed(Texts(columns["title"]), columns["locale"]),
            **columns,
        }
    )


def redirect(path: str, location: str, *, ours: bool = False, **columns: Any) -> PublishedItem:
    """An editors' redirect on the default site. `ours`: whether it leads to a place on a site of ours."""
    number = next(numbers)
    site = columns.pop("site", HOST)
    permanent = columns.pop("permanent", True)
    content = {
        "id": number,
        "type": REDIRECT,
        "meta": {"type": REDIRECT, "site": site},
        "path": path,
        "location": location,
        "permanent": permanent,
    }
    way = (
        {"next_site": HOST, "next_paths": list(spellings(f"/{location.split('/', 3)[3]}").onward)}
        if ours
        else {}
    )
    if "visible_until" in columns:
        columns.setdefault("shown_until", columns["visible_until"])
    return PublishedItem.objects.create(
        **{
            "key": f"redirect-{number}",
            "what": "redirect",
            "object_id": number,
            "type": REDIRECT,
            "version": 1,
            "changed_at": newest,
            "edited_at": newest,
            "site": site,
            "sites": [site] if site else [],
            "alias_paths": list(spellings(path).own_keys),
            "content": orjson.dumps(content).decode(),
            **way,
            **columns,
        }
    )


def site_item(host: str = HOST, locale: str = "de", number: int = 1, **said: Any) -> PublishedItem:
    """What a site says of itself in a language; `legal`: links of the pages that the law asks for."""
    head = {"id": number, "type": "wagtailcore.Site", "meta": {"site": host, "locale": locale}}
    content = orjson.dumps({**head, "name": f"Example in {locale}"}).decode()
    return PublishedItem.objects.create(
        key=f"site-{number}-{locale}",
        what="site",
        object_id=number,
        type="wagtailcore.Site",
        locale=locale,
        site=host,
        sites=[host],
        card=orjson.dumps({"name": "Example", "legal": [], **said}).decode(),
        content=content,
        etag=sha256(content.encode()).hexdigest()[:32],
        version=1,
        changed_at=newest,
        edited_at=newest,
    )


def translation(of: PublishedItem, locale: str, **columns: Any) -> PublishedItem:
    """Another language version, at the same place in its language's tree."""
    return page(
        translation_key=of.translation_key,
        locale=locale,
        parent_key=of.parent_key,
        ancestor_keys=of.ancestor_keys,
        **columns,
    )


def key_of(row: PublishedItem) -> UUID:
    assert row.translation_key is not None
    return row.translation_key
