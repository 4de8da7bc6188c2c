"""An article written into the tree: into its page, or into a new one below its language's newsroom.

Everything here runs within a door, and raises `Refusal` or `ValidationError` to leave nothing behind.
"""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.utils.translation import override
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.pages.gates import Refused, as_it_was_public
from cms.pages.models import Embargo
from cms.pages.slugs import slugify
from newsroom.models import Correction, NewsPage, NewsroomPage
from newsroom.ninjs import trees
from newsroom.ninjs.article import USABLE, Article
from newsroom.ninjs.embargoes import hold
from newsroom.ninjs.groups import Groups, versions
from newsroom.ninjs.library import Library
from newsroom.ninjs.pages import fill
from newsroom.ninjs.values import JSON, Refusal


@dataclass
class Writer:
    item: JSON
    article: Article
    library: Library
    groups: Groups
    notes: list[str] = field(default_factory=list)

    def create(self, room: NewsroomPage, *, create_locales: bool) -> NewsPage:
        """A new page, not yet published. A placeholder of another language's version becomes that page."""
        parent = trees.place(room, trees.language(self.article.language), create=create_locales)
        key = self.groups.key(self.item, self.article.url, None)
        twin = version_in(parent.locale_id, key)
        if twin is None:
            page = NewsPage(live=False, locale=parent.locale, translation_key=key)
            self.fill(page)
            # Saving its revision, next, saves the page again: once is enough for the index of references.
            with disable_reference_index_auto_update():
                parent.add_child(instance=page)
            return page
        if not twin.alias_of_id:
            # It may be an editor's own translation, or the source has two versions in one language.
            code = parent.locale.language_code
            raise Refusal(f"page {twin.pk} is its version in “{code}” already: {twin.title}")
        ConvertAliasPageAction(twin.specific).execute(skip_permission_checks=True)
        page = NewsPage.objects.get(pk=twin.pk)
        page.slug = ""  # its path led to the original: it has not had one of its own
        self.fill(page)
        return page

    def update(self, page: NewsPage) -> NewsPage:
        """The page as it is to become, from its latest revision; not yet saved."""
        found: NewsPage = page.get_latest_revision_as_object()
        code = trees.language(self.article.language)
        if found.locale.language_code != code:
            raise Refusal(
                f"its language is now “{code}”, but page {page.pk} is in “{found.locale.language_code}”"
            )
        self.join(found)
        self.fill(found)
        return found

    def fill(self, page: NewsPage) -> None:
        fill(page, self.article, self.library)
        if not page.slug and not slugify(page.title, page.locale.language_code):
            page.slug = f"news-{uuid4().hex[:8]}"

    def join(self, page: NewsPage) -> None:
        """Tie the page to its versions in other languages, where that tears it from nothing."""
        key = self.groups.key(self.item, self.article.url, page)
        own = page.translation_key
        told_of = Correction.objects.filter(translation_key=own).exists() or Embargo.holds(own)
        if key == own or len(versions(own)) > 1 or told_of:
            return
        if version_in(page.locale_id, key) is None:
            # The revision gives no translation key to the page when it is published.
            Page.objects.filter(pk=page.pk).update(translation_key=key)
            page.translation_key = key

    def publish(self, page: NewsPage, *, public: bool) -> tuple[int, list[str]]:
        """Save a revision, and publish it or leave it a draft: its id, and why it was not published.

        What is withheld at the source is taken back; a draft of one's own leaves a public page as it is.
        """
        revision = page.save_revision()
        hold(page, self.article.embargo, self.notes)
        if public:
            try:
                with as_it_was_public(), override("en"):
                    revision.publish()
            except Refused as refusal:
                return int(revision.pk), [str(problem) for problem in refusal.problems]
        elif self.article.status != USABLE:
            unpublish(page)
        return int(revision.pk), []


def version_in(locale: int, key: UUID) -> Page | None:
    return next((page for page in versions(key) if page.locale_id == locale), None)


def unpublish(page: NewsPage) -> None:
    """Its text stays, as a draft."""
    row = NewsPage.objects.get(pk=page.pk)
    if row.live:
        row.unpublish()
