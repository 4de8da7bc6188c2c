"""What tests are about: a site in three languages, pages of every type, and what pages show.

Pages are made as editors make them: a draft under its parent, then a revision that is published.
`live=False` leaves the draft. Children of a page (topics, contacts, …) are given as unsaved instances:
`NewsPageFactory(parent=newsroom, topics=[NewsTopic(topic=topic)], body=[("paragraph", "<p>…</p>")])`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import factory
import wagtail_factories
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image as Pillow
from wagtail.models import Collection, Locale, Page, Site

from cms.media.models import Document, Image
from cms.pages.models import BasePage, Embargo
from cms.projection.doors import door
from home.models import (
    ContentPage,
    EventPage,
    HomePage,
    LegalPage,
    Menu,
    ProjectPage,
    PublicationPage,
    SectionPage,
    SiteIdentity,
)
from newsroom.models import (
    Correction,
    CorrectionNote,
    MediaContact,
    NewsKind,
    NewsPage,
    NewsroomPage,
    Organisation,
    Topic,
)

LOCALES = ("de", "en", "ar")
TITLES = {
    "home": {"de": "Startseite", "en": "Home", "ar": "الرئيسية"},
    "newsroom": {"de": "Presse", "en": "Newsroom", "ar": "الأخبار"},
}


def locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


class BasePageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Page {}".format)
    slug = ""  # the page makes it from its title

    class Meta:
        abstract = True

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Page | None, kwargs: dict[str, Any]) -> Page:
        live = kwargs.pop("live", True)
        page = model_class(live=False, **kwargs)
        if parent is None:
            raise ValueError(f"{cls.__name__} needs a parent")
        parent.add_child(instance=page)
        if live:
            publish(page)
        return page


def publish(page: Page) -> Page:
    """Publish the page as it is in memory."""
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def correct(page: NewsPage, note: str, kind: str = "correction", **fields: Any) -> Correction:
    """A correction of the page's piece, with a note in the page's language."""
    with door():
        made = Correction.objects.create(translation_key=page.translation_key, kind=kind, **fields)
        CorrectionNote.objects.create(correction=made, locale=page.locale, note=note)
    return made


def embargo(page: Page, until: datetime) -> Embargo:
    """Put the piece under an embargo, whatever its state: what may be is asked in `cms.embargoes`."""
    with door():
        held, _ = Embargo.objects.update_or_create(
            translation_key=page.translation_key, defaults={"until": until, "time_zone": "Europe/Berlin"}
        )
    return held


def translate(page: BasePage, language: str, live: bool = True, **fields: Any) -> Any:
    """A version of the page in another language, below its parent's version there.

    With a title of its own it gets the slug of that title.
    """
    found = page.copy_for_translation(locale(language), copy_parents=True).specific
    if "title" in fields:
        found.slug = ""
    for name, value in fields.items():
        setattr(found, name, value)
    if live:
        publish(found)
    else:
        found.save_revision()
    return found


class HomePageFactory(BasePageFactory):
    class Meta:
        model = HomePage


class SectionPageFactory(BasePageFactory):
    class Meta:
        model = SectionPage


class ContentPageFactory(BasePageFactory):
    summary = "What it says."

    class Meta:
        model = ContentPage


class ProjectPageFactory(BasePageFactory):
    summary = "What it says."

    class Meta:
        model = ProjectPage


class PublicationPageFactory(BasePageFactory):
    summary = "What it says."

    class Meta:
        model = PublicationPage


class EventPageFactory(BasePageFactory):
    summary = "What it says."
    starts_at = datetime(2026, 3, 4, 9, tzinfo=UTC)

    class Meta:
        model = EventPage


class LegalPageFactory(BasePageFactory):
    legal_kind = "imprint"

    class Meta:
        model = LegalPage


class NewsroomPageFactory(BasePageFactory):
    class Meta:
        model = NewsroomPage


class NewsPageFactory(BasePageFactory):
    kind = NewsKind.PRESS_RELEASE
    summary = "The lead."
    body = [("paragraph", "<p>The text.</p>")]

    class Meta:
        model = NewsPage


class TopicFactory(DjangoModelFactory):
    title = factory.Sequence("Topic {}".format)
    slug = factory.Sequence("topic-{}".format)
    locale = factory.LazyFunction(lambda: locale("de"))

    class Meta:
        model = Topic


class OrganisationFactory(DjangoModelFactory):
    name = factory.Sequence("Organisation {}".format)
    slug = factory.Sequence("organisation-{}".format)
    locale = factory.LazyFunction(lambda: locale("de"))

    class Meta:
        model = Organisation


class MediaContactFactory(DjangoModelFactory):
    name = factory.Sequence("Contact {}".format)
    organisation = "Agentur für Beispiele"
    email = factory.Sequence("press-{}@example.org".format)
    phone = "+49 30 1234567"
    locale = factory.LazyFunction(lambda: locale("de"))

    class Meta:
        model = MediaContact


class MenuFactory(DjangoModelFactory):
    name = "main"
    locale = factory.LazyFunction(lambda: locale("de"))

    class Meta:
        model = Menu


class SiteIdentityFactory(DjangoModelFactory):
    name = "Agentur für Beispiele"
    locale = factory.LazyFunction(lambda: locale("de"))

    class Meta:
        model = SiteIdentity


def picture(width: int = 1600, height: int = 900, colour: str = "teal") -> ContentFile:
    stored = BytesIO()
    Pillow.new("RGB", (width, height), colour).save(stored, "JPEG")
    return ContentFile(stored.getvalue(), name="picture.jpg")


class ImageFactory(DjangoModelFactory):
    title = factory.Sequence("Image {}".format)
    file = factory.LazyFunction(picture)
    alt = "A street with trees"
    credit = "A. Photographer / Example Agency"
    licence = "cc-by-4.0"
    collection = factory.LazyFunction(Collection.get_first_root_node)

    class Meta:
        model = Image


class DocumentFactory(DjangoModelFactory):
    title = factory.Sequence("Document {}".format)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4\n%%EOF\n", name="report.pdf"))
    collection = factory.LazyFunction(Collection.get_first_root_node)

    class Meta:
        model = Document


@dataclass(frozen=True)
class Place:
    """A site with a home page and a newsroom in each language, linked as translations."""

    site: Site
    homes: dict[str, HomePage]
    newsrooms: dict[str, NewsroomPage]

    @classmethod
    def standing(cls, hostname: str = "www.example.org") -> "Place":
        """The site of that name as the database has it now, in the order in which `make_site` made it."""
        site = Site.objects.select_related("root_page").get(hostname=hostname)
        same = HomePage.objects.filter(translation_key=site.root_page.translation_key)
        homes = {home.locale.language_code: home for home in same.select_related("locale").order_by("pk")}
        newsrooms = {
            language: NewsroomPage.objects.child_of(home).earliest("pk") for language, home in homes.items()
        }
        return cls(site, homes, newsrooms)

    @property
    def home(self) -> HomePage:
        return next(iter(self.homes.values()))

    @property
    def newsroom(self) -> NewsroomPage:
        return next(iter(self.newsrooms.values()))


def make_site(hostname: str = "www.example.org", locales: tuple[str, ...] = LOCALES) -> Place:
    """A site whose first locale's home page is its root. The first site made is the default one.

    It takes the place of the site that Wagtail's migrations leave behind, with its “Welcome” page.
    """
    Site.objects.filter(root_page__content_type__app_label="wagtailcore").delete()
    Page.objects.filter(depth=2, content_type__app_label="wagtailcore").delete()
    first, *others = locales
    root = Page.get_first_root_node()
    home = HomePageFactory(
        parent=root, title=TITLES["home"][first], slug=slug_of(hostname, first), locale=locale(first)
    )
    newsroom = NewsroomPageFactory(parent=home, title=TITLES["newsroom"][first])
    site = Site.objects.create(
        hostname=hostname,
        port=443,
        site_name="Agentur für Beispiele",
        root_page=home,
        is_default_site=not Site.objects.filter(is_default_site=True).exists(),
    )
    homes, newsrooms = {first: home}, {first: newsroom}
    for other in others:
        homes[other] = translate(home, other, title=TITLES["home"][other], slug=slug_of(hostname, other))
        newsrooms[other] = translate(newsroom, other, title=TITLES["newsroom"][other])
    return Place(site, homes, newsrooms)


def slug_of(hostname: str, language: str) -> str:
    return f"{hostname.replace('.', '-')}-{language}"
