"""What editors do, one rule each."""

from datetime import timedelta
from threading import Thread
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, connections
from django.urls import reverse
from hypothesis import assume, note
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.revert_to_page_revision import RevertToPageRevisionAction
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
)
from wagtail_localize.models import LocaleSynchronization, Translation

from cms.media.models import Document, Image
from cms.projection.doors import door
from home.models import ContentPage, HomePage, Menu, PageRelated, SectionPage
from newsroom.models import (
    Adoption,
    MediaContact,
    NewsContact,
    NewsPage,
    NewsRelated,
    NewsroomPage,
    NewsTopic,
    Topic,
)
from tests import factories
from tests.projection.stateful import assertions
from tests.projection.stateful.life import Life, which
from tests.projection.world import submit_for_translation, translate_strings

POSITIONS = ("left", "right", "first-child", "last-child")


class EditorialLife(Life):
    # Writing and publishing

    def write(self, page: Any, over: bool = False, **fields: Any) -> Revision:
        """New words in a draft of the page; `fields` as well. `over`: into its latest revision."""
        page = page.get_latest_revision_as_object() if page.latest_revision_id else page
        page.title = self.marks.text("Title")
        for name in ("summary", "introduction", "search_description"):
            if hasattr(page, name):
                setattr(page, name, self.marks.text(name))
        for name, value in fields.items():
            setattr(page, name, value)
        latest = page.get_latest_revision() if over else None
        return page.save_revision(user=latest and latest.user, overwrite_revision=latest)

    @precondition(Life.there_is_room)
    @rule(parent=which, shown=which, live=st.booleans())
    def create(self, parent: int, shown: int, live: bool) -> None:
        place, target = self.page(parent, HomePage, SectionPage, ContentPage, NewsroomPage), self.page(shown)
        body = [("paragraph", f'<p>{self.marks.text("A")} <a linktype="page" id="{target.pk}">link</a></p>')]
        kind: Any = factories.ContentPageFactory
        fields: dict[str, Any] = {"related": [PageRelated(target=self.page(shown + 1))]}
        if isinstance(place, NewsroomPage):
            kind = factories.NewsPageFactory
            fields = {
                "related": [NewsRelated(target=self.page(shown + 1))],
                "contacts": [NewsContact(contact=each) for each in MediaContact.objects.all()],
                "topics": [NewsTopic(topic=each) for each in Topic.objects.all()],
            }
        image = Image.objects.order_by("pk").first()
        with self.may_be_refused():
            kind(
                parent=place,
                live=live,
                title=self.marks.text("New"),
                slug=self.marks.new(),
                locale=place.locale,
                summary=self.marks.text("Summary"),
                teaser_image=image,
                body=body,
                **fields,
            )

    @rule(number=which, over=st.booleans())
    def save_draft(self, number: int, over: bool) -> None:
        with self.may_be_refused():
            self.write(self.written(number), over=over, slug=self.marks.new())

    @rule(number=which)
    def publish_what_is_written(self, number: int) -> None:
        page = self.written(number)
        with self.may_be_refused():
            (page.get_latest_revision() or page.save_revision()).publish()

    @rule(number=which)
    def write_and_publish(self, number: int) -> None:
        with self.may_be_refused():
            self.write(self.written(number), go_live_at=None).publish()

    @rule(number=which, place=which)
    def link_and_publish(self, number: int, place: int) -> None:
        page, shown = self.written(number, ContentPage, NewsPage), self.page(place)
        body = [("paragraph", f'<p>See <a linktype="page" id="{shown.pk}">this</a></p>')]
        image = Image.objects.order_by("pk").first()
        with self.may_be_refused():
            self.write(page, body=body, teaser_image=image).publish()

    @rule(number=which, draft=st.booleans())
    def change_slug(self, number: int, draft: bool) -> None:
        with self.may_be_refused():
            revision = self.write(self.written(number), slug=self.marks.new())
            if not draft:
                revision.publish()

    @rule(number=which, descendants=st.booleans())
    def unpublish(self, number: int, descendants: bool) -> None:
        url = reverse("wagtailadmin_pages:unpublish", args=[self.page(number).pk])
        self.admin.post(url, {"include_descendants": "on"} if descendants else {})

    @rule(number=which, other=which, action=st.sampled_from(["publish", "unpublish"]), below=st.booleans())
    def act_in_bulk(self, number: int, other: int, action: str, below: bool) -> None:
        chosen = {self.page(number).pk, self.page(other).pk}
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        query = "&".join(f"id={pk}" for pk in chosen)
        with self.may_be_refused():
            self.admin.post(f"{url}?{query}", {"include_descendants": "on"} if below else {})

    @rule(number=which, older=which)
    def revert(self, number: int, older: int) -> None:
        page = self.written(number)
        revisions = list(page.revisions.order_by("pk"))
        if revisions:
            with self.may_be_refused():
                RevertToPageRevisionAction(page, revisions[older % len(revisions)]).execute().publish()

    @precondition(Life.there_is_plenty)
    @rule(number=which)
    def delete(self, number: int) -> None:
        self.below_home(number).delete()

    # Time

    @rule(number=which, hours=st.sampled_from([1, 30]))
    def schedule(self, number: int, hours: int) -> None:
        with self.may_be_refused():
            self.write(self.written(number), go_live_at=self.clock.now + timedelta(hours=hours)).publish()

    @rule(number=which)
    def cancel_schedule(self, number: int) -> None:
        if revision := self.page(number).scheduled_revision:
            revision.approved_go_live_at = None  # as the admin's own view does
            revision.save(update_fields=["approved_go_live_at"])

    @rule(number=which, hours=st.sampled_from([2, 40]))
    def set_expiry(self, number: int, hours: int) -> None:
        with self.may_be_refused():
            self.write(self.written(number), expire_at=self.clock.now + timedelta(hours=hours)).publish()

    @rule(number=which, hours=st.sampled_from([3, 50]))
    def set_embargo(self, number: int, hours: int) -> None:
        with self.may_be_refused():
            page = self.written(number, NewsPage)
            self.write(page, embargo_until=self.clock.now + timedelta(hours=hours)).publish()

    @rule(hours=st.sampled_from([0.5, 1.5, 26, 60]))
    def time_passes(self, hours: float) -> None:
        self.clock.advance(hours=hours)

    @rule()
    def wagtail_catches_up(self) -> None:
        call_command("publish_scheduled")

    # The tree

    @rule(number=which, place=which, position=st.sampled_from(POSITIONS))
    def move(self, number: int, place: int, position: str) -> None:
        page, near = self.below_home(number), self.below_home(place)
        assume(page.pk != near.pk)  # the admin does not offer it, and the tree breaks by it
        with self.may_be_refused():
            page.move(Page.objects.get(pk=near.pk), pos=position)

    @precondition(Life.there_is_room)
    @rule(number=which, place=which, live=st.booleans())
    def copy(self, number: int, place: int, live: bool) -> None:
        page, parent = self.below_home(number), self.page(place)
        with self.may_be_refused():
            attributes = {"slug": self.marks.new(), "title": page.title}
            page.copy(recursive=True, to=parent, update_attrs=attributes, keep_live=live, copy_revisions=live)

    @precondition(Life.there_is_room)
    @rule(number=which, place=which, recursive=st.booleans())
    def make_alias(self, number: int, place: int, recursive: bool) -> None:
        page, parent = self.below_home(number), self.page(place)
        with self.may_be_refused():
            page.create_alias(parent=parent, recursive=recursive, update_slug=self.marks.new())

    @rule(number=which)
    def convert_alias(self, number: int) -> None:
        aliases = list(Page.objects.exclude(alias_of=None).order_by("pk"))
        if aliases:
            with self.may_be_refused():
                ConvertAliasPageAction(aliases[number % len(aliases)].specific).execute()

    @rule(number=which, home=st.booleans())
    def put_site_elsewhere(self, number: int, home: bool) -> None:
        site = Site.objects.order_by("pk").first()
        if site is None:  # gone with its root page
            site = Site(hostname="www.example.org", port=443, is_default_site=True)
        homes = self.pages(HomePage)
        site.root_page = homes[0] if home and homes else Page.objects.get(pk=self.page(number).pk)
        site.save()

    @rule(number=which)
    def add_or_drop_a_site(self, number: int) -> None:
        if second := Site.objects.filter(hostname="second.example.org").first():
            second.delete()
        else:
            root = Page.objects.get(pk=self.page(number).pk)
            Site.objects.create(hostname="second.example.org", port=443, root_page=root)

    # Who may see what

    @rule(number=which)
    def restrict_or_open_page(self, number: int) -> None:
        page = self.page(number)
        restricted = PageViewRestriction.objects.filter(page=page).exists()
        url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
        self.admin.post(url, {"restriction_type": "none" if restricted else "login", "password": ""})

    @rule()
    def open_every_page(self) -> None:
        for restriction in PageViewRestriction.objects.order_by("pk"):
            restriction.delete()

    @rule(number=which)
    def restrict_or_open_collection(self, number: int) -> None:
        collections = list(Collection.objects.order_by("pk"))
        collection = collections[number % len(collections)]
        found = CollectionViewRestriction.objects.filter(collection=collection)
        if found:
            found[0].delete()
        else:
            CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    @rule(number=which)
    def put_files_elsewhere(self, number: int) -> None:
        collections = list(Collection.objects.order_by("pk"))
        chosen = {"collection": collections[number % len(collections)].pk}
        for model in (Image, Document):
            url = reverse("wagtail_bulk_action", args=["media", model._meta.model_name, "add_to_collection"])
            query = "&".join(f"id={pk}" for pk in model.objects.values_list("pk", flat=True))
            self.admin.post(f"{url}?{query}", chosen)

    # What pages show

    @rule(swap=st.booleans())
    def change_image(self, swap: bool) -> None:
        for image in Image.objects.order_by("pk")[:1]:
            image.alt = self.marks.text("Alt")
            if swap:
                image.file = factories.picture(800, 400)
            image.save()

    @rule(days=st.sampled_from([None, 0, 1]), withdrawn=st.booleans())
    def agree_on_consent(self, days: int | None, withdrawn: bool) -> None:
        for image in Image.objects.order_by("pk")[:1]:
            image.consent_until = self.clock.now.date() + timedelta(days=days) if days is not None else None
            image.consent_withdrawn = withdrawn
            image.save()

    @rule(delete=st.booleans())
    def change_document(self, delete: bool) -> None:
        for document in Document.objects.order_by("pk")[:1]:
            if delete:
                document.delete()
            else:
                document.title = self.marks.text("Document")
                document.file = ContentFile(b"%PDF-1.7", name=f"{self.marks.new()}.pdf")
                document.save()

    @rule()
    def rename_topic(self) -> None:
        for topic in Topic.objects.order_by("pk")[:1]:
            topic.title = self.marks.text("Topic")
            topic.save()

    @rule()
    def change_contact(self) -> None:
        for contact in MediaContact.objects.order_by("pk")[:1]:
            contact.name = self.marks.text("Contact")
            contact.save()

    @rule(number=which, below=which, language=st.sampled_from(["de", "en"]))
    def write_menu(self, number: int, below: int, language: str) -> None:
        site, locale = Site.objects.order_by("pk").first(), Locale.objects.get(language_code=language)
        assume(site)
        menu = Menu.objects.filter(site=site, locale=locale).first() or factories.MenuFactory.build(
            site=site, locale=locale
        )
        entry = {"page": self.page(below), "title": self.marks.text("Entry")}
        menu.items = [("panel", {"page": self.page(number), "items": [entry]})]
        menu.save()

    @rule(number=which)
    def delete_menu(self, number: int) -> None:
        for menu in Menu.objects.order_by("pk")[number % 3 : number % 3 + 1]:
            menu.delete()

    @rule(number=which)
    def adopt_or_let_go(self, number: int) -> None:
        piece = self.written(number, NewsPage)
        site = Site.objects.filter(hostname="second.example.org").first()
        if found := Adoption.objects.filter(page=piece).first():
            found.delete()
        elif site:
            Adoption.objects.create(page=piece, site=site)

    # Languages

    @precondition(Life.there_is_room)
    @rule(number=which, language=st.sampled_from(["en", "de", "ar"]), publish=st.booleans())
    def translate(self, number: int, language: str, publish: bool) -> None:
        page = self.page(number)
        Locale.objects.get_or_create(language_code=language)
        if page.locale.language_code == language or page.alias_of_id:
            return
        with self.may_be_refused():
            translation = submit_for_translation(page, language)
            translate_strings(translation, self.marks.text("Translated"))
            translation.save_target(publish=publish)

    @rule(number=which, publish=st.booleans())
    def translate_again(self, number: int, publish: bool) -> None:
        translations = list(Translation.objects.order_by("pk"))
        if not translations:
            return
        translation = translations[number % len(translations)]
        with self.may_be_refused():
            translate_strings(translation, self.marks.text("Translated"))
            translation.save_target(publish=publish)

    @rule(number=which, drop=st.booleans())
    def disable_translation(self, number: int, drop: bool) -> None:
        for translation in Translation.objects.order_by("pk")[number % 3 : number % 3 + 1]:
            translation.enabled = False
            translation.save(update_fields=["enabled"])
            if drop:
                translation.delete()

    @precondition(Life.there_is_room)
    @rule()
    def synchronise_languages(self) -> None:
        arabic, _ = Locale.objects.get_or_create(language_code="ar")
        german = Locale.objects.get(language_code="de")
        try:
            with door(), self.may_be_refused():
                found, created = LocaleSynchronization.objects.get_or_create(locale=arabic, sync_from=german)
                if not created:
                    found.sync_trees()
        except IntegrityError as error:  # wagtail-localize, where a translation stands elsewhere in the tree
            note(f"refused: {error}")

    # Two at once

    @rule(number=which, other=which, unpublish=st.booleans())
    def two_editors_at_once(self, number: int, other: int, unpublish: bool) -> None:
        """One publishes a page, the other publishes or unpublishes another, on two connections."""
        failures: list[BaseException] = []

        one, another = self.written(number), self.written(other)

        def first() -> None:
            self.write(one).publish()

        def second() -> None:
            if unpublish:
                another.unpublish()
            else:
                self.write(another).publish()

        def at_once(edit: Any) -> None:
            try:
                with self.may_be_refused():
                    edit()
            except BaseException as failure:
                failures.append(failure)
            finally:
                connections.close_all()

        if one.pk == another.pk:
            return  # two saves of one page: Wagtail lets the last one win, field by field
        threads = [Thread(target=at_once, args=[edit]) for edit in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures, failures

    @rule()
    def remember(self) -> None:
        """A client reads everything now, and will follow the log from here on."""
        self.remembered = assertions.snapshot()
