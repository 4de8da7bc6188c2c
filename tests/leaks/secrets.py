"""Four pieces that nobody may know of, linked from what is public in every way that a link can be made.

Each has a word of its own in all that belongs to it (`Wombat`): titles, slugs, texts, pictures, documents,
names; and a country that no other page has. By these it is known again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from cms.media.addresses import document_path
from cms.media.json import image_json
from cms.media.models import Document, Image
from cms.projection.doors import door
from home.models import HomeFeatured, PageAccessibleVersion, PageRelated
from newsroom.models import (
    Adoption,
    MediaContact,
    NewsContact,
    NewsDownload,
    NewsOrganisation,
    NewsRelated,
    NewsTopic,
    Organisation,
    Topic,
)
from tests import factories
from tests.factories import Place
from tests.projection.world import page

HOUR = timedelta(hours=1)
# Of pages that have ended, an hour after they began; the others begin a day later, or never.
WORDS = {"embargoed": "wombat", "draft": "quokka", "private": "numbat", "expired": "potoroo"}
COUNTRIES = {"embargoed": "TV", "draft": "NR", "private": "KI", "expired": "PW"}


@dataclass(frozen=True)
class Secret:
    """What there is of a piece. `pages` by what they are: a release, its English version, a section, …"""

    state: str
    word: str
    country: str
    pages: dict[str, int]
    image: int
    document: int
    translation_key: str

    @property
    def files(self) -> list[str]:
        """Addresses of its picture in all sizes, and of its document."""
        shown = image_json(image := Image.objects.get(pk=self.image), image.alt_in("de", "de"))
        of_image = [shown["src"], *(each["url"] for each in shown["renditions"])]
        return [*(urlsplit(each).path for each in of_image), self.document_path]

    @property
    def document_path(self) -> str:
        return document_path(Document.objects.get(pk=self.document))


def make_place() -> Place:
    place = factories.make_site(locales=("de", "en"))
    factories.ContentPageFactory(parent=place.home, title="Immer da")
    return place


def make_secret(state: str, place: Place, begins: datetime) -> Secret:
    """A release with all that a release can show, a section with a page below it, a plain version."""
    word, name = WORDS[state], WORDS[state].title()
    image = factories.ImageFactory(
        title=name,
        alt=f"{name} von vorn",
        credit=f"{name} / Agentur",
        file=factories.picture(colour="navy"),
    )
    document = factories.DocumentFactory(
        title=name, file=ContentFile(b"%PDF-1.4\n%%EOF\n", name=f"{word}.pdf")
    )
    let_out = LET_OUT[state]
    release = let_out(
        factories.NewsPageFactory(
            parent=place.newsroom,
            live=False,
            title=f"{name} gesichtet",
            kind="advisory",
            summary=f"Ein {name} im Amt.",
            countries=[COUNTRIES[state]],
            sdgs=["14"],
            teaser_image=image,
            body=[("paragraph", f"<p>Mehr vom {name}.</p>")],
            topics=[NewsTopic(topic=factories.TopicFactory(title=f"{name}kunde", slug=word))],
            organisations=[
                NewsOrganisation(organisation=factories.OrganisationFactory(name=f"{name}bund", slug=word))
            ],
            contacts=[NewsContact(contact=factories.MediaContactFactory(name=f"Ada {name}"))],
            downloads=[NewsDownload(document=document, label=name, language="de")],
        ),
        begins,
    )
    english = let_out(
        factories.translate(release, "en", live=False, title=f"{name} seen", slug=f"{word}-seen"), begins
    )
    section = let_out(
        factories.SectionPageFactory(parent=place.home, live=False, title=f"{name}haus", show_in_menus=True),
        begins,
    )
    below = factories.ContentPageFactory(parent=page(section.pk), title=f"{name}zimmer")
    plain = let_out(
        factories.ContentPageFactory(parent=place.home, live=False, title=f"{name} leicht"), begins
    )
    pages = {"release": release, "english": english, "section": section, "below": below, "plain": plain}
    return Secret(
        state,
        word,
        COUNTRIES[state],
        {what: each.pk for what, each in pages.items()},
        image.pk,
        document.pk,
        str(release.translation_key),
    )


def link(secret: Secret, place: Place, second: Site) -> None:
    """From public pages, in every way. What links is public, and stays so."""
    pages = {what: page(pk) for what, pk in secret.pages.items()}
    said = "".join(f'<p><a linktype="page" id="{each.pk}">hier</a></p>' for each in pages.values())
    cards = [{"page": each, "url": "", "title": "", "text": ""} for each in pages.values()]
    public = factories.ContentPageFactory(
        parent=place.home,
        title="Verweise",
        body=[("paragraph", said), ("links", {"title": "Siehe auch", "items": cards})],
        related=[PageRelated(target=each) for each in pages.values()],
        accessible_versions=[PageAccessibleVersion(target=pages["plain"])],
    )
    factories.NewsPageFactory(
        parent=place.newsroom, title="Meldung", kind="news", related=[NewsRelated(target=pages["release"])]
    )
    home = page(place.home.pk)
    home.featured = [*home.featured.all(), HomeFeatured(target=pages["release"])]
    factories.publish(home)
    panels = [("panel", {"page": each, "items": [{"page": pages["below"]}]}) for each in pages.values()]
    factories.MenuFactory(name=f"menu-{secret.state}", site=place.site, items=panels)
    # Wagtail makes aliases of what is live only.
    if pages["release"].live:
        pages["release"].create_alias(parent=page(public.pk), update_slug=f"{secret.word}-zweit")
    Adoption.objects.create(page=pages["release"], site=second)
    with door():
        Redirect.add_redirect(f"/kurz-{secret.state}", redirect_to=pages["release"])
    # A public page whose English version is not yet, no longer, or not for everybody.
    german = factories.ContentPageFactory(parent=place.home, title="Auf Deutsch")
    name = secret.word.title()
    english = factories.translate(german, "en", live=False, title=f"{name} page", slug=f"{secret.word}-page")
    OF_ONE_LANGUAGE.get(secret.state, LET_OUT[secret.state])(english, timezone.now() + 24 * HOUR)


# How each state comes about; and, below, how each ends.


def embargoed(made: Any, begins: datetime) -> Any:
    factories.embargo(made, begins)
    return factories.publish(made)


def draft(made: Any, begins: datetime) -> Any:
    made.save_revision()
    return made


def private(made: Any, begins: datetime) -> Any:
    PageViewRestriction.objects.create(page=made, restriction_type=PageViewRestriction.LOGIN)
    return factories.publish(made)


def expired(made: Any, begins: datetime) -> Any:
    made.expire_at = timezone.now() + HOUR
    return factories.publish(made)


def scheduled(made: Any, begins: datetime) -> Any:
    made.go_live_at = begins
    made.save_revision().publish()
    return made


LET_OUT: dict[str, Callable[[Any, datetime], Any]] = {
    "embargoed": embargoed,
    "draft": draft,
    "private": private,
    "expired": expired,
}
# An embargo would be the whole piece's.
OF_ONE_LANGUAGE: dict[str, Callable[[Any, datetime], Any]] = {"embargoed": scheduled}


def reveal(secrets: list[Secret]) -> None:
    """All but what is embargoed, which lets itself out."""
    PageViewRestriction.objects.all().delete()
    for found in Page.objects.filter(title__iregex="|".join(WORDS.values()), alias_of=None):
        latest = found.get_latest_revision_as_object()
        if not found.live or latest.expire_at:
            latest.expire_at = None
            factories.publish(latest)


def delete(secrets: list[Secret]) -> None:
    """As if they had never been."""
    for secret in secrets:
        for found in Page.objects.filter(title__icontains=secret.word).order_by("-depth"):
            if again := Page.objects.filter(pk=found.pk).first():
                again.specific.delete()
        Topic.objects.filter(slug=secret.word).delete()
        Organisation.objects.filter(slug=secret.word).delete()
        MediaContact.objects.filter(name__icontains=secret.word).delete()
        Image.objects.filter(pk=secret.image).delete()
        Document.objects.filter(pk=secret.document).delete()
