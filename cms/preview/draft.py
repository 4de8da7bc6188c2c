"""A draft at the place where it is going to be public, whatever keeps it from that now."""

from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision

from cms.pages.models import BasePage
from cms.pages.paths import path_below, root_path
from cms.preview.models import PreviewLink
from cms.projection.places import PublicPage
from cms.projection.reading import PageReading
from cms.projection.write_side import PageVersion, WriteSide, is_placeholder
from cms.published.drafts import NotOpen
from cms.published.models import EVER_SINCE, FOREVER

# The id of a page that has never been saved.
UNSAVED = 0


def drafted(link: PreviewLink, reading: PageReading) -> PublicPage:
    """The link's version of the page, with its chain of pages from the site's root. Raises NotOpen.

    Those above are as readers see them; where they don't, as they were drafted last: for the path alone.
    """
    version = linked_version(link, reading.side)
    row = version.row
    if not issubclass(row.specific_class or Page, BasePage):
        raise NotOpen("Pages of this kind are not shown to readers.")
    above = ancestors(link, row, reading.side)
    place = reading.side.site_root([*above, row])
    if place is None:
        raise NotOpen("The page belongs to no site, so there is no frontend that could show it.")
    site, root = place
    chain: tuple[PublicPage, ...] = ()
    for step in [*above, row][root:]:
        here = version if step is row else shown_version(step, reading)
        slug = row.slug if step is row and row.alias_of_id else here.slug
        language = reading.side.language(step)
        path = path_below(chain[-1].html_path, slug) if chain else root_path(language)
        chain = (*chain, PublicPage(here, site, chain, path, language))
    return chain[-1]


def linked_version(link: PreviewLink, side: WriteSide) -> PageVersion:
    if link.page_id is None:
        return unsaved_version(link)
    row = existing(link.page_id, side)
    if link.typed is not None:
        return drafted_version(row, Revision(content=link.typed), side)
    original = side.page(row.alias_of_id) if row.alias_of_id else None
    # A placeholder is no item of its own: readers get its original at that path.
    if is_placeholder(row, original):
        row = cast(Page, original)
    return drafted_version(row, link.revision or latest(row, side), side)


def existing(pk: int, side: WriteSide) -> Page:
    row = side.page(pk)
    if row is None:
        raise NotOpen("The page has been deleted.")
    return row


def unsaved_version(link: PreviewLink) -> PageVersion:
    """Of a page that has been typed and never saved: Wagtail has thought of a place for it."""
    typed: Any = link.typed
    kind: Any = ContentType.objects.get_for_id(typed["content_type"]).model_class()
    row = kind.from_serializable_data(typed)
    row.pk = row.id = UNSAVED
    return PageVersion(row, Revision(content=typed), EVER_SINCE, FOREVER)


def latest(row: Page, side: WriteSide) -> Revision | None:
    """The newest draft. An alias has none of its own: it follows its original."""
    source = side.page(row.alias_of_id) if row.alias_of_id else row
    return Revision.objects.filter(pk=source.latest_revision_id).first() if source else None


def drafted_version(row: Page, revision: Revision | None, side: WriteSide) -> PageVersion:
    return PageVersion(row, revision, EVER_SINCE, FOREVER, side.embargo(row))


def shown_version(row: Page, reading: PageReading) -> PageVersion:
    found = reading.public(row.pk)
    return found.version if found else drafted_version(row, latest(row, reading.side), reading.side)


def ancestors(link: PreviewLink, row: Page, side: WriteSide) -> list[Page]:
    if row.pk != UNSAVED:
        return side.ancestors(row)
    parent = existing(link.parent_id or 0, side)
    return [*side.ancestors(parent), parent]
