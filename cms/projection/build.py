"""A page version in, what readers get out. Pure: same input, same output; nothing is written.

The same function serves publish, preview, rebuild and check.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from django.utils import translation

from cms.media.json import image_card
from cms.pages.models import BasePage
from cms.pages.reading import JSON
from cms.pages.vocabularies import regions_of
from cms.projection.meta import (
    card_meta,
    crumb_json,
    language_versions,
    partly_in,
    placeholder_paths,
    published_at,
    seo,
    translation_json,
)
from cms.projection.places import PublicPage, host, hosts
from cms.projection.texts import page_texts
from cms.projection.tokens import content_token, page_key
from cms.projection.write_side import is_placeholder
from cms.published.search.index import Texts

if TYPE_CHECKING:
    from cms.projection.reading import PageReading


NOTHING_SAID = Texts()


@dataclass(frozen=True)
class Built:
    """All that an item's row says, apart from its times and its version.

    `content` lacks `meta.version` and `meta.changed_at`: they follow from what was there before, so
    the store adds them.
    """

    key: str
    what: str
    object_id: int
    type: str
    revision: str
    content: JSON
    card: JSON
    title: str
    locale: str | None = None
    translation_key: UUID | None = None
    site: str | None = None
    sites: tuple[str, ...] = ()
    html_path: str | None = None
    is_canonical: bool = True
    alias_paths: tuple[str, ...] = ()
    next_site: str | None = None
    next_paths: tuple[str, ...] = ()
    slug: str = ""
    parent_id: int | None = None
    parent_key: UUID | None = None
    ancestor_ids: tuple[int, ...] = ()
    ancestor_keys: tuple[UUID, ...] = ()
    tree_path: str = ""
    show_in_menus: bool = False
    kind: str = ""
    status: str = ""
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    starts_at: datetime | None = None
    published_at: datetime | None = None
    texts: Texts = NOTHING_SAID
    among: str = ""  # pages whose passages are counted together


def build_page(page_id: int, reading: PageReading) -> Built | None:
    """The item of a page as of `reading.at`; None while readers may not see it.

    A placeholder (an alias of another language's page) has none: its path leads to its original.
    """
    found = reading.public(page_id)
    if found is None:
        return None
    original = reading.side.page(found.row.alias_of_id) if found.row.alias_of_id else None
    if is_placeholder(found.row, original):
        return None
    if original:
        reading.depends(content_token(original.pk))
    return build_version(found, reading)


def build_version(found: PublicPage, reading: PageReading) -> Built:
    """The item that this version makes at its place. Does not ask whether readers may see it."""
    language = reading.side.language(found.row)
    with reading.in_locale(language), translation.override(language):
        return _build(found, reading)


def _build(found: PublicPage, reading: PageReading) -> Built:
    page, row = found.version.page, found.row
    breadcrumbs = [above for each in found.chain if (above := reading.original(each.row.pk))]
    fields = {field.name: field.json(page, reading) for field in page.content_fields}
    versions = language_versions(found, reading)
    content = {
        "id": row.pk,
        "type": page._meta.label,
        "meta": {
            **card_meta(found, reading),
            "show_in_menus": page.show_in_menus,
            "translations": [translation_json(each, reading) for each in versions],
            "partly_in": partly_in(found),
            "accessible_versions": [
                {"kind": kind, "id": link["id"], "title": link["title"], "html_path": link["html_path"]}
                for kind, other in page.accessible_pages()
                if (link := reading.link(other))
            ],
            "parent": crumb_json(breadcrumbs[-1]) if breadcrumbs else None,
            "breadcrumbs": [crumb_json(each) for each in breadcrumbs],
            "seo": seo(found, fields, versions, reading),
        },
        "title": found.version.title,
        **fields,
    }
    card = card_of(found, fields, reading)
    countries = _values(fields, "countries")
    return Built(
        key=page_key(row.pk),
        what="page",
        object_id=row.pk,
        type=page._meta.label,
        revision=found.version.name,
        content=content,
        card=card,
        title=found.version.title,
        locale=reading.locale,
        translation_key=row.translation_key,
        site=host(found.site),
        sites=tuple(dict.fromkeys((host(found.site), *adopters(found, reading)))),
        html_path=found.html_path,
        is_canonical=row.alias_of_id is None,
        alias_paths=placeholder_paths(row, reading),
        slug=content["meta"]["slug"],
        parent_id=breadcrumbs[-1].row.pk if breadcrumbs else None,
        parent_key=breadcrumbs[-1].row.translation_key if breadcrumbs else None,
        ancestor_ids=tuple(each.row.pk for each in breadcrumbs),
        ancestor_keys=tuple(each.row.translation_key for each in breadcrumbs),
        tree_path=row.path,
        show_in_menus=page.show_in_menus,
        kind=_value(fields, "kind"),
        status=_value(fields, "status"),
        topics=_topics(page, reading),
        countries=countries,
        regions=tuple(sorted({code for country in countries for code in regions_of(country)})),
        sdgs=_values(fields, "sdgs"),
        organisations=_values(fields, "organisations"),
        corrections=tuple(hash_of(orjson.dumps(each)) for each in fields.get("corrections", ())),
        starts_at=getattr(page, "starts_at", None),
        published_at=published_at(found),
        texts=page_texts(page._meta.label, found.version.title, fields),
        among=counted_among(found, reading),
    )


def counted_among(found: PublicPage, reading: PageReading) -> str:
    """Its site and language, of a mirror its original's. A site that is named anew keeps its number."""
    while original := reading.public(found.row.alias_of_id):
        found = original
    return f"{found.site.pk}-{found.locale}"


def adopters(found: PublicPage, reading: PageReading) -> tuple[str, ...]:
    """The other sites that show the page, as far as they speak its language. An alias is not adopted."""
    if found.row.alias_of_id:
        return ()
    sites = found.version.page.adopting_sites(reading)
    return hosts(reading.side.sites, [pk for pk in sites if reading.locale in reading.homes(pk)])


def card_json(found: PublicPage, reading: PageReading) -> JSON:
    """The short form for lists and links, in the page's own language."""
    page = found.version.page
    with translation.override(reading.locale):
        fields = {field.name: field.json(page, reading) for field in page.content_fields if field.card}
    return card_of(found, fields, reading)


def card_of(found: PublicPage, fields: JSON, reading: PageReading) -> JSON:
    """The card of the page. `fields`: what its fields give, those of the card at least."""
    page = found.version.page
    shown = {field.name: fields[field.name] for field in page.content_fields if field.card}
    if image := shown.get("teaser_image"):
        shown["teaser_image"] = image_card(image)
    return {
        "id": found.row.pk,
        "type": page._meta.label,
        "meta": card_meta(found, reading),
        "title": found.version.title,
        **shown,
    }


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _value(fields: JSON, name: str) -> str:
    term = fields.get(name)
    return term["value"] if term else ""


def _values(fields: JSON, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term["value"] for term in fields.get(name) or []))


def _topics(page: BasePage, reading: PageReading) -> tuple[str, ...]:
    """The page's topics and all those above them: a filter by topic includes what lies below it."""
    found: dict[str, Any] = {}
    rows = page.topics.all() if hasattr(page, "topics") else []
    waiting = [reading.related(each, "topic") for each in rows]
    while waiting:
        topic = reading.snippet(waiting.pop(0))
        if topic is not None and topic.slug not in found:
            found[topic.slug] = topic
            waiting.append(reading.related(topic, "parent"))
    return tuple(found)
