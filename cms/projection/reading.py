"""What a build sees of everything outside the page version it is building (cms.pages.reading).

Each answer is recorded twice: as a dependency (the item is built again when that thing changes) and
in the horizon (the moment at which the clock alone changes the answer). Longer than other files: each
answer is short, and all of them share one record.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from wagtail.models import Page

from cms.media.json import document_json, image_json
from cms.media.models import Document, Image
from cms.pages.endings import Ending
from cms.pages.models import BasePage
from cms.pages.paths import path_below, root_path
from cms.pages.reading import JSON
from cms.pages.rich_text import clean_html
from cms.pages.translating import begun_from
from cms.projection.build import card_json
from cms.projection.places import PublicPage, link_json
from cms.projection.tokens import (
    card_token,
    collection_token,
    content_token,
    file_source,
    file_token,
    link_token,
    snippet_token,
    translations_token,
)
from cms.projection.write_side import PageVersion, WriteSide, is_placeholder
from cms.published.models import FOREVER

Answer = TypeVar("Answer")


@dataclass
class Record:
    """What a piece of a build looked at, and until when it stays as it is.

    `ends`: when the first thing that it was shown ends. Caches are told that, and never `horizon`, which is
    also when something appears: that would tell of an embargo.
    """

    depends_on: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    horizon: datetime = FOREVER
    ends: datetime = FOREVER

    def add(self, other: "Record") -> None:
        self.depends_on |= other.depends_on
        self.files |= other.files
        self.horizon = min(self.horizon, other.horizon)
        self.ends = min(self.ends, other.ends)

    def begins_at(self, moment: datetime) -> None:
        self.horizon = min(self.horizon, moment)

    def ends_at(self, moment: datetime) -> None:
        self.horizon = min(self.horizon, moment)
        self.ends = min(self.ends, moment)


class PageReading:
    """One build as of one moment. `memo` is shared by the builds of one run.

    With `files_until`, the addresses of files are private ones, good until that moment: for a preview. With
    `lifted`, as if the embargo of the piece with that translation key were over.
    """

    def __init__(
        self,
        side: WriteSide,
        at: datetime,
        locale: str = "",
        memo: dict[tuple[Any, ...], tuple[Any, Record]] | None = None,
        files_until: datetime | None = None,
        lifted: UUID | None = None,
    ) -> None:
        self.side = side
        self.files_until = files_until
        self.lifted = lifted
        self.at = at
        self.locale = locale
        self.record = Record()
        self._memo = {} if memo is None else memo
        self._asking: set[int] = set()

    def once(self, question: tuple[Any, ...], answer: Callable[[], Answer]) -> Answer:
        """Answer each question once a run, and record what the answer rests on every time."""
        question = (*question, self.at, self.lifted)
        if question not in self._memo:
            outer, self.record = self.record, Record()
            try:
                self._memo[question] = answer(), self.record
            finally:
                self.record = outer
        found, record = self._memo[question]
        self.record.add(record)
        return found

    @contextmanager
    def in_locale(self, locale: str) -> Iterator[None]:
        outer, self.locale = self.locale, locale
        try:
            yield
        finally:
            self.locale = outer

    def depends(self, *tokens: str) -> None:
        self.record.depends_on.update(tokens)

    # Is it public? The one answer.

    def public(self, page_id: int | None) -> PublicPage | None:
        """The page as it is public at that moment, or None.

        Public is: live within its time, unrestricted, below a site's root, and every ancestor up
        to that root public too. Wagtail is laxer: it keeps children of an unpublished page public,
        whose paths and breadcrumbs then tell the parent's title. An alias is public only while its
        original is.
        """
        if page_id is None or page_id in self._asking:  # an alias above or below its own original
            return None
        self._asking.add(page_id)
        try:
            return self.once(("public", page_id), lambda: self._public(page_id))
        finally:
            self._asking.discard(page_id)

    def _public(self, page_id: int) -> PublicPage | None:
        self.depends(link_token(page_id))
        page = self.side.page(page_id)
        if page is None:
            return None
        above = self.side.ancestors(page)
        # Those above the site's root too: a restriction there holds here as well.
        self.depends(*(link_token(each.pk) for each in above))
        if any(each.pk in self.side.restricted_pages for each in (*above, page)):
            return None
        place = self.side.site_root([*above, page])
        if place is None:
            return None
        site, root = place
        parent = None
        if root < len(above):
            parent = self.public(above[-1].pk)
            if parent is None:
                return None
        if page.alias_of_id and self.public(page.alias_of_id) is None:
            return None
        version = self._current_version(page)
        if version is None or not issubclass(page.specific_class or Page, BasePage):
            return None
        chain = (*parent.chain, parent) if parent else ()
        slug = page.slug if page.alias_of_id else version.slug
        language = self.side.language(page)
        html_path = path_below(parent.html_path, slug) if parent else root_path(language)
        return PublicPage(version, site, chain, html_path, language)

    def withdrawal(self, page_id: int) -> Ending | None:
        """Told at the address of a page that was withdrawn, while its place is as public as ever.

        A mirror tells its original's, as long as that one does.
        """
        page = self.side.page(page_id)
        if page is None or page.live or page.pk in self.side.restricted_pages:
            return None
        above = self.side.ancestors(page)
        if not (above and self.public(above[-1].pk)):
            return None
        return self.withdrawal(page.alias_of_id) if page.alias_of_id else self.side.withdrawals.get(page.pk)

    def _current_version(self, page: Page) -> PageVersion | None:
        current = None
        for version in self.side.versions(page):
            since = version.unheld if self._is_lifted(version) else version.since
            if since > self.at:
                self.record.begins_at(since)
            elif self.at < version.until:
                self.record.ends_at(version.until)
                current = version
        return current

    def _is_lifted(self, version: PageVersion) -> bool:
        return (
            self.lifted is not None
            and version.embargo_until is not None
            and self.side.piece(version.row) == self.lifted
        )

    def is_outdated(self, found: PublicPage) -> bool:
        """Whether the page was translated from one that says something else in public since.

        Told by the dates of publication where nobody has kept what was said: of versions that
        wagtail-localize has not made, and of a source of which nothing is public.
        """
        sources = self.side.translated_from(found.row)
        return any(self._has_moved_on(source, found.version) for source in sources)

    def _has_moved_on(self, source: Page, translated: PageVersion) -> bool:
        moment, digest = source.last_published_at, ""
        for version in self.side.versions(source):
            published = version.last_published_at
            if published and version.is_scheduled and published > self.at:
                self.record.begins_at(published)
            else:
                moment, digest = published, version.digest
        if not (moment and translated.as_of and moment > translated.as_of):
            return False
        return not (digest and translated.made and translated.made.source_digest == digest)

    def original(self, page_id: int | None) -> PublicPage | None:
        """As `public`, but a placeholder gives the page that it stands for."""
        found = self.public(page_id)
        while found and found.row.alias_of_id:
            source = self.side.page(found.row.alias_of_id)
            if not is_placeholder(found.row, source):
                break
            found = self.public(found.row.alias_of_id)
        return found

    def localised(self, page_id: int | None) -> PublicPage | None:
        """The page in this reading's language where that is public, else the page itself."""
        page = self.side.page(page_id) if page_id else None
        if page is None:
            return self.public(page_id)  # records that it was asked for
        if self.side.language(page) != self.locale:
            self.depends(translations_token(page.translation_key))
            for other in self.side.translations(page):
                if self.side.language(other) == self.locale and not other.alias_of_id:
                    found = self.public(other.pk)
                    if found:
                        return found
        return self.original(page_id)

    # What pages, blocks and other items ask (cms.pages.reading.Reading)

    def page(self, page_id: int | None) -> BasePage | None:
        found = self.public(page_id)
        if found is None:
            return None
        self.depends(content_token(found.row.pk))
        return found.version.page

    def homes(self, site_id: int) -> dict[str, JSON]:
        site = next((each for each in self.side.sites if each.pk == site_id), None)
        if site is None:
            return {}
        self.depends(translations_token(site.root_page.translation_key))
        return {
            self.side.language(page): link_json(found)
            for page in self.side.translations(site.root_page)
            if (found := self.public(page.pk))
        }

    def link(self, page_id: int | None) -> JSON | None:
        found = self.localised(page_id)
        return link_json(found) if found else None

    def card(self, page_id: int | None) -> JSON | None:
        found = self.localised(page_id)
        if found is None:
            return None
        self.depends(card_token(found.row.pk))
        return self.once(("card", found.row.pk), lambda: self._card(found))

    def _card(self, found: PublicPage) -> JSON:
        with self.in_locale(self.side.language(found.row)):
            return card_json(found, self)

    def image(self, image_id: int | None) -> JSON | None:
        if image_id is None:
            return None
        # Its alt text is in this reading's language.
        return self.once(("image", image_id, self.locale), lambda: self._image(image_id))

    def _image(self, image_id: int) -> JSON | None:
        if image := self.public_image(image_id):
            return self._shown(image)
        instead = self._stand_in(image_id)
        return self._shown(instead) if instead else None

    def _stand_in(self, image_id: int) -> Image | None:
        """What is shown where consent does not cover the image. One step: a stand-in has none itself."""
        image = Image.objects.filter(pk=image_id).first()
        if image is None or image.stand_in_id is None or not self._may_show(image):
            return None
        return self.public_image(image.stand_in_id)

    def _shown(self, image: Image) -> JSON:
        if until := image.public_until():
            self.record.ends_at(until)
        self.record.files.add(file_token("image", image.pk))
        return image_json(image, image.alt_in(self.locale, self.side.main_language), self.files_until)

    def file(self, key: str) -> tuple[Model, JSON] | None:
        """The image or document of that key, by itself and whole, or None where it is not for readers."""
        what, pk = file_source(key)
        if what == "image":
            image = self.public_image(pk)
            return (image, self._shown(image)) if image else None
        document = self.public_document(pk)
        return (document, document_json(document, self.files_until)) if document else None

    def document(self, document_id: int | None) -> JSON | None:
        if document_id is None:
            return None
        return self.once(("document", document_id), lambda: self._document(document_id))

    def _document(self, document_id: int) -> JSON | None:
        document = self.public_document(document_id)
        if document is None:
            return None
        self.record.files.add(file_token("document", document_id))
        return document_json(document, self.files_until)

    def public_image(self, image_id: int) -> Image | None:
        """The image, if it is for readers. Reads no file, so it fails for none."""
        self.depends(file_token("image", image_id))
        image = Image.objects.filter(pk=image_id).first()
        return image if image and self._may_show(image) and image.may_be_public(self.at) else None

    def public_document(self, document_id: int) -> Document | None:
        self.depends(file_token("document", document_id))
        document = Document.objects.filter(pk=document_id).first()
        return document if document and self._may_show(document) else None

    def _may_show(self, file: Image | Document) -> bool:
        self.depends(*(collection_token(pk) for pk in self.side.collection_chain(file.collection_id)))
        return not self.side.is_private_collection(file.collection_id)

    def snippet(self, snippet: Any) -> Any:
        if snippet is None:
            return None
        self.depends(snippet_token(snippet))
        return self.once(("snippet", type(snippet), snippet.pk, self.locale), lambda: self._snippet(snippet))

    def _snippet(self, snippet: Any) -> Any:
        """What is begun in a language and not whole is not there yet."""
        versions = type(snippet).objects
        key = getattr(snippet, "translation_key", None)
        if key is None:
            return versions.filter(pk=snippet.pk).first()
        here = {"translation_key": key, "locale_id": self.side.locale_id(self.locale)}
        source = None
        for which in here, {"pk": snippet.pk}:
            found = versions.filter(**which).first()
            source = begun_from(found) if found else None
            if found and source is None:
                return found
        return versions.filter(translation_key=key, locale_id=source).first()

    def term(self, snippet: Any) -> JSON | None:
        found = self.snippet(snippet)
        return {"value": found.slug, "label": found.label} if found else None

    def related(self, row: Any, name: str) -> Any:
        field = row._meta.get_field(name)
        model, pk = field.related_model, getattr(row, field.attname)
        if pk is None:
            return None
        return self.once(("related", model, pk), lambda: model._default_manager.filter(pk=pk).first())

    def rich_text(self, source: str) -> str | None:
        return clean_html(source, self.link, self.document) or None
