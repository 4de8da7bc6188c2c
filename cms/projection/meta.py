"""An item's `meta`: where it is, when it was published, its languages, what search engines are told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.models import Page

from cms.media.json import image_card
from cms.media.languages import direction
from cms.pages.fields import moment
from cms.pages.reading import JSON
from cms.projection.places import PublicPage, host, html_url, link_json
from cms.projection.review import is_unreviewed
from cms.projection.tokens import translations_token

if TYPE_CHECKING:
    from cms.projection.reading import PageReading


def card_meta(found: PublicPage, reading: PageReading) -> JSON:
    row, language = found.row, reading.side.language(found.row)
    return {
        "type": found.version.page._meta.label,
        "detail_url": f"{settings.PUBLIC_URL}/api/v1/pages/{row.pk}/",
        "html_url": html_url(found),
        "html_path": found.html_path,
        "slug": row.slug if row.alias_of_id else found.version.slug,
        "site": host(found.site),
        "locale": language,
        "direction": direction(language),
        "translation_key": str(row.translation_key),
        "published_at": moment(published_at(found)),
        "first_published_at": moment(first_published_at(found)),
        "last_published_at": moment(last_published_at(found)),
        "embargo": embargo(found, reading),
    }


# Times


def scheduled_for(found: PublicPage) -> datetime | None:
    revision = found.version.revision
    return revision.approved_go_live_at if revision else None


def embargo(found: PublicPage, reading: PageReading) -> JSON | None:
    """Of what is still under one; so of no page that the public sees."""
    until = found.version.embargo_until
    return {"until": moment(until)} if until and until > reading.at else None


def first_published_at(found: PublicPage) -> datetime | None:
    return in_milliseconds(found.row.first_published_at or scheduled_for(found))


def last_published_at(found: PublicPage) -> datetime | None:
    return in_milliseconds(scheduled_for(found) or found.row.last_published_at)


def in_milliseconds(value: datetime | None) -> datetime | None:
    """A revision keeps no more of a time, so publishing again would move the page's first publication."""
    return value.replace(microsecond=value.microsecond // 1000 * 1000) if value else None


def published_at(found: PublicPage) -> datetime | None:
    """The moment readers go by: an import's source date, else first publication or the embargo's end."""
    if source := getattr(found.version.page, "source_published_at", None):
        return source
    moments = [first_published_at(found), found.version.embargo_until]
    return max((each for each in moments if each), default=None)


# Languages


def language_versions(found: PublicPage, reading: PageReading) -> list[PublicPage]:
    """The page's other language versions that are public, by language tag. Placeholders are none."""
    reading.depends(translations_token(found.row.translation_key))
    return [
        version
        for other in reading.side.translations(found.row)
        if other.pk != found.row.pk and not other.alias_of_id and (version := reading.public(other.pk))
    ]


def translation_json(version: PublicPage, reading: PageReading) -> JSON:
    link = link_json(version)
    return {
        "locale": reading.side.language(version.row),
        "id": link["id"],
        "title": link["title"],
        "html_path": link["html_path"],
        "status": translation_status(version, reading),
    }


def translation_status(version: PublicPage, reading: PageReading) -> str:
    """The gravest comes first. Whoever reviews a text or completes it brings it up to date by that."""
    if is_unreviewed(version.version):
        return "machine"
    if partly_in(version):
        return "partial"
    return "outdated" if reading.is_outdated(version) else "current"


def partly_in(found: PublicPage) -> str | None:
    """The language of what nobody has translated in it, where it was let out like that."""
    made = found.version.made
    return made.source_locale.language_code if made and made.released_at else None


def placeholder_paths(row: Page, reading: PageReading) -> tuple[str, ...]:
    """Public paths in other languages' trees that lead here for want of a translation."""
    return tuple(
        sorted(
            alias.html_path
            for other in reading.side.translations(row)
            if other.alias_of_id == row.pk and (alias := reading.public(other.pk))
        )
    )


# Parts


def crumb_json(found: PublicPage) -> JSON:
    return {"id": found.row.pk, "title": found.version.title, "html_path": found.html_path}


def seo(found: PublicPage, fields: JSON, versions: list[PublicPage], reading: PageReading) -> JSON:
    page = found.version.page
    source = reading.public(found.row.alias_of_id) if found.row.alias_of_id else None
    canonical = html_url(source or found)
    description = page.search_description or fields.get("summary") or None
    image = fields.get("teaser_image")
    here = {"hreflang": reading.locale, "href": html_url(found)}
    there = [{"hreflang": reading.side.language(each.row), "href": html_url(each)} for each in versions]
    return {
        "title": page.seo_title or found.version.title,
        "description": description,
        "image": image_card(image) if image else None,
        "robots": "index",
        "canonical": canonical,
        "alternates": sorted([here, *there], key=lambda each: each["hreflang"]),
        "json_ld": {
            "@context": "https://schema.org",
            "@type": page.schema_org_type,
            "headline": found.version.title,
            "description": description,
            "url": canonical,
            "inLanguage": reading.locale,
            "datePublished": moment(published_at(found)),
            "dateModified": moment(last_published_at(found)),
            "image": [image["src"]] if image else [],
            "publisher": {"@type": "Organization", "name": found.site.site_name or host(found.site)},
        },
    }
