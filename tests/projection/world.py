"""A small organisation that the tests of the projection act upon."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import User
from wagtail.models import Collection, Locale, Page, Revision, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.media.models import Document, Image
from home.models import HomeFeatured, PageRelated, PageTopic
from newsroom.models import MediaContact, NewsContact, NewsRelated, NewsTopic, Topic
from tests import factories

Type = TypeVar("Type")
# One page more, and it is not searched any more (cms.projection.boilerplate).
SAID_BY_FEW = "We help people everywhere, and have been doing so for many years."


@dataclass(frozen=True)
class World:
    """Primary keys; every question reads anew, as each of an editor's requests does.

    Home (de, en) ─ newsroom (de, en) ─ news (shows image, document, topic, contact, related, links other),
    other, draft; home (de) ─ section ─ page, sibling; home features news.
    """

    pages: dict[str, int]
    image: int
    document: int
    topic: int
    contact: int
    collection: int
    site: int

    def page(self, name: str) -> Any:
        return page(self.pages[name])

    def get_image(self) -> Image:
        return Image.objects.get(pk=self.image)

    def get_document(self) -> Document:
        return Document.objects.get(pk=self.document)

    def get_topic(self) -> Topic:
        return Topic.objects.get(pk=self.topic)

    def get_contact(self) -> MediaContact:
        return MediaContact.objects.get(pk=self.contact)

    def get_collection(self) -> Collection:
        return Collection.objects.get(pk=self.collection)

    def get_site(self) -> Site:
        return Site.objects.get(pk=self.site)


def make_world() -> World:
    place = factories.make_site(locales=("de", "en"))
    home, newsroom = place.homes["de"], place.newsrooms["de"]
    User.objects.create_superuser("editor", "editor@example.org", "unused")
    collection = Collection.get_first_root_node().add_child(name="Pictures")
    image = factories.ImageFactory(title="A picture", collection=collection)
    document = factories.DocumentFactory(title="A report", collection=collection)
    topic = factories.TopicFactory(title="Work", slug="work")
    contact = factories.MediaContactFactory(name="Ada Example")
    said_by_few = [("paragraph", f"<p>{SAID_BY_FEW}</p>")]
    section = factories.SectionPageFactory(parent=home, title="Our work", introduction="What we do.")
    page = factories.ContentPageFactory(
        parent=section,
        title="A page",
        summary="Of this and that.",
        topics=[PageTopic(topic=topic)],
        body=said_by_few,
    )
    sibling = factories.ContentPageFactory(
        parent=section, title="A sibling", related=[PageRelated(target=page)], body=said_by_few
    )
    other = factories.NewsPageFactory(
        parent=newsroom, title="Other news", summary="Something else.", body=said_by_few
    )
    news = factories.NewsPageFactory(
        parent=newsroom,
        title="News",
        summary="What has happened.",
        teaser_image=image,
        topics=[NewsTopic(topic=topic)],
        contacts=[NewsContact(contact=contact)],
        related=[NewsRelated(target=page)],
        body=[
            (
                "paragraph",
                f'<p>See <a linktype="page" id="{other.pk}">the other</a> and'
                f' <a linktype="document" id="{document.pk}">the report</a>.</p>',
            ),
            *said_by_few,
        ],
    )
    draft = factories.NewsPageFactory(parent=newsroom, title="A draft", live=False)
    home.featured = [HomeFeatured(target=news)]
    factories.publish(home)
    return World(
        pages={
            "home": home.pk,
            "home_en": place.homes["en"].pk,
            "newsroom": newsroom.pk,
            "newsroom_en": place.newsrooms["en"].pk,
            "section": section.pk,
            "page": page.pk,
            "sibling": sibling.pk,
            "other": other.pk,
            "news": news.pk,
            "draft": draft.pk,
        },
        image=image.pk,
        document=document.pk,
        topic=topic.pk,
        contact=contact.pk,
        collection=collection.pk,
        site=place.site.pk,
    )


def page(pk: int) -> Any:
    """The page as it is in the database now."""
    return Page.objects.get(pk=pk).specific


def edit(page: Any, **fields: Any) -> Any:
    """Save a draft with these fields; the revision."""
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision()


def publish(page: Any, **fields: Any) -> Any:
    """Change these fields and publish; the page as it is then."""
    edit(page.get_latest_revision_as_object(), **fields).publish()
    return Page.objects.get(pk=page.pk).specific


def break_page(pk: int) -> Any:
    """Store what no release of ours writes: the page can no longer be built. Returns what mends it."""
    of_page = Revision.objects.filter(pk=Page.objects.get(pk=pk).live_revision_id)
    content = of_page.get().content
    of_page.update(content={**content, "body": '[{"type": "paragraph", "id": "x", "value": 7}]'})
    return lambda: of_page.update(content=content)


def submit_for_translation(source: Any, language: str) -> Translation:
    """What the admin's "Translate this page" makes: a translation, not yet saved to any page."""
    locale = Locale.objects.get(language_code=language)
    kept, _ = TranslationSource.update_or_create_from_instance(source)
    return Translation.objects.get_or_create(source=kept, target_locale=locale)[0]


def translate_strings(translation: Translation, text: str, by: str = "manual") -> None:
    """Write a translation of every text of the page. `by`: `manual` or `machine`."""
    for segment in translation.source.stringsegment_set.select_related("context", "string"):
        slug = segment.context.path == "slug"
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": text.lower().replace(" ", "-") if slug else text, "translation_type": by},
        )
