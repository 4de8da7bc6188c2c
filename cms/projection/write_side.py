"""Fresh reads of the write side, each made once for one run of the projection.

Made after the lock is taken and thrown away with the run: never keep one. Knows the tree, versions
and their times, restrictions and sites; says nothing of what readers see. Longer than other files: all
of its questions share what one run has read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Revision,
    Site,
)
from wagtail_localize.models import Translation, TranslationLog

from cms.pages.endings import HowItEnded
from cms.pages.models import BasePage, Embargo, Ending, TranslatedVersion
from cms.pages.paths import Roots, deepest_root, site_roots
from cms.published.models import EVER_SINCE, FOREVER

STEP = Page.steplen


@dataclass(frozen=True)
class PageVersion:
    """One version of a page and the time for which editors want it public, ancestors aside.

    `revision` is None where the row itself is the version. `row` gives what belongs to the page as
    a whole (tree, locale, publication dates). `embargo_until` is its piece's, in force or past. `made`: how
    wagtail-localize made it, if it did; `log`: when, and of which strings. `unheld`: what `since` would be
    without that embargo.
    """

    row: Page
    revision: Revision | None
    since: datetime
    until: datetime
    embargo_until: datetime | None = None
    made: TranslatedVersion | None = None
    unheld: datetime = EVER_SINCE
    log: TranslationLog | None = None

    @property
    def title(self) -> str:
        return self.revision.content["title"] if self.revision else self.row.title

    @property
    def slug(self) -> str:
        return self.revision.content["slug"] if self.revision else self.row.slug

    @property
    def is_scheduled(self) -> bool:
        return self.revision is not None and self.revision.approved_go_live_at is not None

    @property
    def last_published_at(self) -> datetime | None:
        """Where it is scheduled, its moment: Wagtail's row follows a little late."""
        scheduled = self.revision.approved_go_live_at if self.revision else None
        return scheduled or self.row.last_published_at

    @property
    def as_of(self) -> datetime | None:
        """What was said in other languages by then is in it, as far as anybody knows."""
        return self.made.as_of if self.made else self.last_published_at

    @property
    def digest(self) -> str:
        """Of what its translations take over; "" where nobody has kept one."""
        kept = getattr(self.revision, "public_text", None)
        return kept.digest if kept else ""

    @property
    def name(self) -> str:
        """What tells this version from the page's others."""
        return f"revision-{self.revision.pk}" if self.revision else f"row-{self.row.last_published_at}"

    @cached_property
    def page(self) -> BasePage:
        """The whole page as it is in this version, without what editors say of it to one another."""
        # Else Wagtail asks for their comments each time.
        setattr(self.row, COMMENTS_RELATION_NAME, [])
        page = self.row.with_content_json(self.revision.content) if self.revision else self.row.specific
        page.first_published_at = self.row.first_published_at
        page.last_published_at = self.row.last_published_at
        return page


class WriteSide:
    def __init__(self) -> None:
        self._pages: dict[int, Page | None] = {}
        self._by_path: dict[str, Page] = {}
        self._revisions: dict[int, list[Revision]] = {}  # of each page: scheduled ones, then the live one
        self._versions: dict[int, list[PageVersion]] = {}
        self._translations: dict[UUID, list[Page]] = {}
        self._embargoes: dict[UUID, datetime] = {}
        self._made: dict[int, TranslatedVersion] = {}  # by revision
        self._sources: dict[tuple[UUID, int], int] = {}  # locale of the source, by key and locale
        self._logs: dict[int, TranslationLog] = {}  # by revision

    # Pages and the tree

    def load(self, ids: Iterable[int]) -> None:
        """Read these pages in all languages, their ancestors, what is published of them, their embargoes."""
        ids = set(ids)
        if missing := ids - self._pages.keys():
            keys = Page.objects.filter(pk__in=missing).values("translation_key")
            self._keep_translations(Page.objects.filter(translation_key__in=keys))
            for pk in missing:
                self._pages.setdefault(pk, None)
        paths = {path for pk in ids if (page := self._pages[pk]) for path in ancestor_paths(page.path)}
        if missing_paths := paths - self._by_path.keys():
            self._keep(Page.objects.filter(path__in=missing_paths))

    def _keep(self, pages: Iterable[Page]) -> None:
        new = [page for page in pages if page.pk not in self._pages]
        for page in new:
            self._pages[page.pk] = self._by_path[page.path] = page
        self._revisions |= self._published_revisions(new)
        found = Embargo.objects.filter(translation_key__in={page.translation_key for page in new})
        self._embargoes.update(found.values_list("translation_key", "until"))

    def _published_revisions(self, pages: list[Page]) -> dict[int, list[Revision]]:
        found: dict[int, list[Revision]] = {page.pk: [] for page in pages}
        live = Q(pk__in=[page.live_revision_id for page in pages if page.live_revision_id])
        scheduled = Q(
            base_content_type=self._page_type,
            object_id__in=[str(page.pk) for page in pages],
            approved_go_live_at__isnull=False,
        )
        published = Revision.objects.filter(live | scheduled).select_related("public_text")
        for revision in published.order_by("approved_go_live_at", "pk"):
            # The row of an alias names a revision of its original as its live one.
            if (pk := int(revision.object_id)) in found:
                found[pk].append(revision)
        read = [revision.pk for revisions in found.values() for revision in revisions]
        made = TranslatedVersion.objects.filter(revision__in=read).select_related("source_locale")
        self._made.update((each.revision_id, each) for each in made)
        logs = TranslationLog.objects.filter(revision__in=read).order_by("-pk")
        self._logs.update((each.revision_id, each) for each in logs)
        return found

    def page(self, pk: int) -> Page | None:
        if pk not in self._pages:
            self.load([pk])
        return self._pages[pk]

    def ancestors(self, page: Page) -> list[Page]:
        """From the tree's root down to the parent."""
        self.load([page.pk])
        found = [above for path in ancestor_paths(page.path) if (above := self._by_path.get(path))]
        if found:
            page._cached_parent_obj = found[-1]  # spares Wagtail the query when it restores a revision
        return found

    def translations(self, page: Page) -> list[Page]:
        """Every page with this translation key, the page itself and placeholders included, by locale."""
        if page.translation_key not in self._translations:
            self._keep_translations(Page.objects.filter(translation_key=page.translation_key))
        # A page that is shown before it is saved for the first time has none.
        return self._translations.setdefault(page.translation_key, [])

    def _keep_translations(self, pages: Iterable[Page]) -> None:
        """`pages`: in whatever language there is one of these, all."""
        found = list(pages)
        self._keep(found)
        known = [each for row in found if (each := self._pages[row.pk])]
        known.sort(key=lambda each: (each.translation_key, self.language(each), each.pk))
        self._translations |= {key: list(each) for key, each in groupby(known, attrgetter("translation_key"))}
        made = Translation.objects.filter(source__object_id__in={page.translation_key for page in found})
        for key, locale, source in made.order_by("-pk").values_list(
            "source__object_id", "target_locale_id", "source__locale_id"
        ):
            self._sources[key, locale] = source

    def descendants(self, pages: Iterable[Page]) -> list[int]:
        found: set[int] = set()
        for page in pages:
            found.update(
                Page.objects.filter(path__startswith=page.path, depth__gt=page.depth).values_list(
                    "pk", flat=True
                )
            )
        return sorted(found)

    # Versions

    def versions(self, page: Page) -> list[PageVersion]:
        """What editors have published and scheduled of a page, in time order, without overlap.

        Built from revisions, not from the row, wherever there is one: wagtail-localize's *save
        draft* writes unpublished text into the live row. An alias has its original's versions.
        """
        if page.pk not in self._versions:
            self._versions[page.pk] = self._read_versions(page)
        return self._versions[page.pk]

    def _read_versions(self, page: Page) -> list[PageVersion]:
        if page.alias_of_id:
            return self._mirrored(page)
        revisions = self._revisions[page.pk]
        live = next((each for each in revisions if each.pk == page.live_revision_id), None)
        scheduled = next((each for each in reversed(revisions) if each.approved_go_live_at), None)
        versions = []
        if page.live and (live or not self._holds_a_draft(page)):
            end = scheduled.approved_go_live_at if scheduled else FOREVER
            versions.append(self._timed(page, live, EVER_SINCE, end))
        if scheduled:
            versions.append(self._timed(page, scheduled, scheduled.approved_go_live_at, FOREVER))
        return [version for version in versions if version.since < version.until]

    def _timed(self, page: Page, revision: Revision | None, since: datetime, until: datetime) -> PageVersion:
        """The version from when it may be public to when it ends: by its own expiry, by its piece's embargo.

        The row's expiry is what Wagtail's scheduled job goes by, the revision's what was published: the
        earlier one counts.
        """
        own: Any = revision.content.get("expire_at") if revision else None
        expiry = parse_datetime(own) if own else None
        ends = [until, expiry, page.expire_at if revision is None or since == EVER_SINCE else None]
        embargo = self.embargo(page)
        starts, ends_at = max(since, embargo or since), min(end for end in ends if end)
        number = revision.pk if revision else 0
        made, log = self._made.get(number), self._logs.get(number)
        return PageVersion(page, revision, starts, ends_at, embargo, made, since, log)

    def piece(self, page: Page) -> UUID:
        """The translation key of all language versions; an alias is of its original's piece."""
        original = self.page(page.alias_of_id) if page.alias_of_id else None
        return self.piece(original) if original else page.translation_key

    def embargo(self, page: Page) -> datetime | None:
        """The moment of its piece's embargo, in force or past; an alias has its original's."""
        if page.alias_of_id:
            original = self.page(page.alias_of_id)
            return self.embargo(original) if original else None
        self.load([page.pk])
        return self._embargoes.get(page.translation_key)

    def _mirrored(self, alias: Page) -> list[PageVersion]:
        """Its original's versions. One that is scheduled makes the alias live too, whatever it is now."""
        original = self.page(alias.alias_of_id)
        found = []
        for version in self.versions(original) if original else []:
            until = version.until if version.is_scheduled else min(version.until, alias.expire_at or FOREVER)
            if (alias.live or version.is_scheduled) and version.since < until:
                found.append(replace(version, row=alias, until=until))
        return found

    def _holds_a_draft(self, page: Page) -> bool:
        """Whether the row of a live page that has no live revision of its own may hold unpublished text.

        wagtail-localize's *save draft* writes it there: into a placeholder, which it makes a page by that
        and leaves live, or into a page that has been live without a revision.
        """
        self.translations(page)
        is_one = (page.translation_key, page.locale_id) in self._sources
        return is_one or PageLogEntry.objects.filter(page=page.pk, action="wagtail.convert_alias").exists()

    def translated_from(self, page: Page) -> list[Page]:
        """The page of which it is a translation; where nobody has said so, the one that was there first."""
        versions = [other for other in self.translations(page) if not other.alias_of_id]
        source = self._sources.get((page.translation_key, page.locale_id))
        if source is None:
            first = min(versions, key=lambda each: each.pk, default=page)
            return [first] if first.pk != page.pk else []
        return [other for other in versions if other.locale_id == source]

    @cached_property
    def withdrawals(self) -> dict[int, Ending]:
        """Of each page that was withdrawn, how."""
        return {each.page_id: each for each in Ending.objects.filter(how=HowItEnded.WITHDRAWN)}

    @cached_property
    def _page_type(self) -> ContentType:
        return ContentType.objects.get_for_model(Page)

    # Who may see what

    @cached_property
    def restricted_pages(self) -> set[int]:
        return set(PageViewRestriction.objects.values_list("page_id", flat=True))

    @cached_property
    def _collection_paths(self) -> dict[int, str]:
        return dict(Collection.objects.values_list("pk", "path"))

    @cached_property
    def _restricted_collection_paths(self) -> list[str]:
        return list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))

    def collection_chain(self, collection_id: int) -> list[int]:
        """The collection and those above it."""
        path = self._collection_paths.get(collection_id, "")
        return [pk for pk, other in self._collection_paths.items() if path.startswith(other)]

    def is_private_collection(self, collection_id: int) -> bool:
        path = self._collection_paths.get(collection_id)
        return path is None or any(path.startswith(other) for other in self._restricted_collection_paths)

    # Sites and languages

    @cached_property
    def sites(self) -> list[Site]:
        return list(Site.objects.select_related("root_page").order_by("pk"))

    @cached_property
    def _roots(self) -> Roots:
        return site_roots()

    def site_root(self, chain: list[Page]) -> tuple[Site, int] | None:
        """The site that a page is in, and where its root stands in the chain down to the page."""
        return deepest_root(chain, self._roots)

    @cached_property
    def _languages(self) -> dict[int, str]:
        return dict(Locale.objects.values_list("pk", "language_code"))

    @cached_property
    def main_language(self) -> str:
        """In which images are described first (cms.media.alts)."""
        default = next((site for site in self.sites if site.is_default_site), None)
        return self.language(default.root_page) if default else settings.LANGUAGE_CODE

    def language(self, page: Page) -> str:
        return self._languages[page.locale_id]

    def locale_id(self, language: str) -> int | None:
        return next((pk for pk, code in self._languages.items() if code == language), None)


def ancestor_paths(path: str) -> list[str]:
    return [path[:end] for end in range(STEP, len(path), STEP)]


def is_placeholder(page: Page, original: Page | None) -> bool:
    """An alias of another language's page: it stands for the original and is no item of its own."""
    return original is not None and original.translation_key == page.translation_key
