"""What an anonymous visitor of the Wagtail tree may see, by Wagtail's own rules and from its own tables.

Nothing here asks the projection. Wagtail's scheduled job may be late, so what is due counts as done.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_datetime
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Revision, Site

from cms.media.models import Document, Image
from cms.pages.models import Embargo
from home.models import Menu
from newsroom.models import CorrectionNote, MediaContact, Topic
from tests.projection.stateful.markers import markers_in


@dataclass
class Visitor:
    """At one moment: the texts that may be seen, and the ids of the pages and files that hold them."""

    now: datetime
    markers: set[str] = field(default_factory=set)
    texts: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pages = {page.pk: page for page in Page.objects.filter(depth__gt=1)}
        self.unrestricted = set(Page.objects.public().values_list("pk", flat=True))
        held = Embargo.objects.filter(until__gt=self.now)
        self.held = set(held.values_list("translation_key", flat=True))
        self._own: dict[int, list[Revision]] = {}
        for revision in Revision.page_revisions.all():
            self._own.setdefault(int(revision.object_id), []).append(revision)
        for page in self.pages.values():
            if page.pk in self.unrestricted and (text := self.text_of(page)):
                self.texts[page.pk] = text
                self.markers |= markers_in(text)
        self.images = {image.pk: image for image in Image.objects.all() if self.may_see_image(image)}
        self.documents = {each.pk: each for each in Document.objects.all() if self.is_open(each)}
        for image in self.images.values():
            self.markers |= markers_in(image.alt, image.caption, image.credit)
        for document in self.documents.values():
            self.markers |= markers_in(document.title, document.filename)
        self.menus = {menu.pk: menu for menu in Menu.objects.all() if self.has_home(menu.site, menu.locale)}
        self.topics = {topic.pk: topic for topic in Topic.objects.all()}
        for menu in self.menus.values():
            self.markers |= markers_in(json.dumps(list(menu.items.raw_data), default=str))
        # None of these has a draft.
        for snippet in (*Topic.objects.all(), *MediaContact.objects.all(), *CorrectionNote.objects.all()):
            self.markers |= markers_in(*map(str, vars(snippet).values()))

    @cached_property
    def may_see(self) -> dict[str, dict[int, Any]]:
        """By the first part of the items' keys."""
        return {
            "page": self.texts,
            "image": self.images,
            "document": self.documents,
            "menu": self.menus,
            "site": {site.pk: site for site in Site.objects.all() if self.languages_of(site)},
            "topic": self.topics,
            # To pages, all of them: none leads out.
            "redirect": {
                each.pk: each
                for each in Redirect.objects.all()
                if each.redirect_page_id in self.reachable_pages
            },
        }

    # Pages

    def text_of(self, page: Page) -> str:
        """All that may be seen of a page, or "". An alias shows its original's under its own slug.

        A piece under embargo is held in every language; what mirrors it, with it.
        """
        if page.alias_of_id:
            original = self.pages.get(page.alias_of_id)
            due = original and any(self.is_due(each) for each in self._own.get(original.pk, []))
            if original is None or not (due or (page.live and not self.has_ended(page.expire_at))):
                return ""
            text = self.text_of(original) if original.pk in self.unrestricted else ""
            return f"{text} {page.slug}" if text else ""
        if page.translation_key in self.held:
            return ""
        own = self._own.get(page.pk, [])
        due = [each for each in own if self.is_due(each)]
        if due:
            return self.text_if_in_time(due[-1].content)
        if not page.live or self.has_ended(page.expire_at):
            return ""
        live = next((each for each in own if each.pk == page.live_revision_id), None)
        if live:
            return self.text_if_in_time(live.content)
        # With drafts and nothing published, the row may hold one of them.
        return "" if own else self.text_if_in_time(page.specific.serializable_data())

    def is_due(self, revision: Revision) -> bool:
        return revision.approved_go_live_at is not None and revision.approved_go_live_at <= self.now

    def text_if_in_time(self, content: dict[str, Any]) -> str:
        if self.has_ended(moment(content.get("expire_at"))):
            return ""
        return json.dumps(content, cls=DjangoJSONEncoder)

    def has_ended(self, expiry: datetime | None) -> bool:
        return expiry is not None and expiry <= self.now

    def public_pages(self) -> set[int]:
        """Those of which readers should have an item: a placeholder has none."""
        return {pk for pk in self.reachable_pages if not self.is_placeholder(self.pages[pk])}

    def languages_of(self, site: Site) -> set[str]:
        """Those in which the site has a home page."""
        return {each.language_code for each in Locale.objects.all() if self.has_home(site, each)}

    def has_home(self, site: Site, locale: Locale) -> bool:
        homes = self.reachable_pages & set(
            Page.objects.filter(translation_key=site.root_page.translation_key, locale=locale).values_list(
                "pk", flat=True
            )
        )
        return bool(homes)

    @cached_property
    def reachable_pages(self) -> set[int]:
        """Those that readers come to by a path of their own; a placeholder's leads on to its original."""
        roots = set(Site.objects.values_list("root_page__translation_key", flat=True))
        by_path = {page.path: page for page in self.pages.values()}
        found = set()
        for page in self.pages.values():
            line = [by_path[page.path[:end]] for end in range(8, len(page.path) + 1, 4)]
            start = max((at for at, step in enumerate(line) if step.translation_key in roots), default=None)
            if start is None or not all(self.is_public_step(step, roots, by_path) for step in line[start:]):
                continue
            found.add(page.pk)
        return found

    def is_public_step(self, page: Page, roots: set[Any], by_path: dict[str, Page]) -> bool:
        if page.pk not in self.texts:
            return False
        if page.alias_of_id is None:
            return True
        original = self.pages[page.alias_of_id]
        line = [by_path[original.path[:end]] for end in range(8, len(original.path) + 1, 4)]
        start = max((at for at, step in enumerate(line) if step.translation_key in roots), default=None)
        if start is None or page.pk in {step.pk for step in line}:
            return False
        return all(self.is_public_step(step, roots, by_path) for step in line[start:])

    def is_placeholder(self, page: Page) -> bool:
        original = self.pages.get(page.alias_of_id or 0)
        return original is not None and original.translation_key == page.translation_key

    # Files

    def is_open(self, file: Any) -> bool:
        closed = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
        path = Collection.objects.get(pk=file.collection_id).path
        return not any(path.startswith(each) for each in closed)

    def may_see_image(self, image: Image) -> bool:
        return self.is_open(image) and image.may_be_public(self.now)


def moment(value: Any) -> datetime | None:
    return parse_datetime(value) if isinstance(value, str) else value
