"""What editors do to all that pages show, and to their languages."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.urls import reverse
from hypothesis import assume, note
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from wagtail.models import (
    Locale,
    Site,
)
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from cms.media.models import Document, Image
from cms.projection.doors import door
from home.models import Menu
from newsroom.models import (
    Adoption,
    MediaContact,
    NewsPage,
    Topic,
)
from tests import factories
from tests.projection.stateful.life import Life, which
from tests.projection.world import submit_for_translation, translate_strings


class Showing(Life):
    # What pages show

    @rule(swap=st.booleans())
    def change_image(self, swap: bool) -> None:
        for image in Image.objects.order_by("pk")[:1]:
            image.alt = self.marks.text("Alt")
            if swap:
                image.file = factories.picture(800, 400)
            image.save()

    @rule(which=st.integers(0, 1), days=st.sampled_from([None, 0, 1]), withdrawn=st.booleans())
    def agree_on_consent(self, which: int, days: int | None, withdrawn: bool) -> None:
        for image in Image.objects.order_by("pk")[which : which + 1]:
            today = self.clock.now.date()
            image.consent_until = today + timedelta(days=days) if days is not None else None
            image.consent_withdrawn_on = today if withdrawn else None
            image.save()

    @rule(chosen=st.booleans())
    def choose_stand_in(self, chosen: bool) -> None:
        """Of the image that pages show; the second is shown in no other way."""
        images = list(Image.objects.order_by("pk")[:2])
        if not images:
            return
        if len(images) == 1:
            images.append(factories.ImageFactory(alt=self.marks.text("Alt")))
        images[0].stand_in = images[1] if chosen else None
        images[0].save()

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

    @rule(number=which)
    def publish_as_it_is(self, number: int) -> None:
        """After its source's last change, with all but the title left in the source's language."""
        translations = list(Translation.objects.filter(enabled=True).order_by("pk"))
        if not translations:
            return
        translation = translations[number % len(translations)]
        with self.may_be_refused():
            translation.source.update_from_db()
            page = translation.get_target_instance()
            strings = StringTranslation.objects.filter(
                context__object_id=page.translation_key, locale=page.locale_id
            )
            strings.exclude(context__path="title").delete()
            address = reverse("translations:as_it_is", args=[page.pk])
            if read := self.admin.get(address).context:
                self.admin.post(address, {"read": read.get("read")})

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
