"""What pages show and are sorted by: pictures, documents, topics, organisations, contacts."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.models import Locale, TranslatableMixin

from cms.media.licences import Licence
from cms.media.models import Accessible, Document, Image
from home.demo.content import FOLDER, LANGUAGES, SOURCE, facts, identity, words
from home.demo.pdf import pdf
from home.demo.pictures import PICTURES, draw
from newsroom.models import MediaContact, Organisation, Topic

CREDIT = "IAHM Deutschland"
# In a draft only: whoever wants to publish that is asked for it.
UNCREDITED = "tracks"
DATA_SET = "atlas-data"


class Library:
    """By key: images, documents, and the German topics, organisations and contacts.

    Pages of every language name the German ones, as wagtail-localize leaves it; readers get each in
    their own language.
    """

    def __init__(self) -> None:
        self.images: dict[str, Image] = {}
        self.documents: dict[str, Document] = {}
        self.topics: dict[str, Topic] = {}
        self.organisations: dict[str, Organisation] = {}
        self.contacts: dict[str, MediaContact] = {}

    def fill(self) -> None:
        self.draw_images()
        self.write_documents()
        site = facts("site")
        for language in LANGUAGES:
            locale = Locale.objects.get(language_code=language)
            said = words(language, "site")
            self.add_topics(site["topics"], said["topics"], locale)
            self.add_organisations(site["organisations"], said["organisations"], locale)
            self.add_contacts(site["contacts"], said["contacts"], locale)

    def remove_files(self) -> None:
        """Take the files back that a transaction which failed has left behind."""
        for image in self.images.values():
            image.file.delete(save=False)
        for document in self.documents.values():
            document.file.delete(save=False)

    def draw_images(self) -> None:
        for key, (title, alt) in words(SOURCE, "pictures").items():
            name = f"{key}.{'png' if key == 'logo' else 'jpg'}"
            file = ImageFile(BytesIO(draw(PICTURES[key])), name=name)
            credit = "" if key == UNCREDITED else CREDIT
            alts = {each: words(each, "pictures")[key] for each in LANGUAGES if each != SOURCE}
            image = Image(title=title, alt=alt, alts=alts, credit=credit, licence=Licence.CC_BY, file=file)
            image.save()
            self.images[key] = image

    def write_documents(self) -> None:
        for language in LANGUAGES:
            for key, document in words(language, "documents").items():
                data = pdf(document["title"], document["text"], language)
                self.add_document(key, document["title"], f"{key}.pdf", data, language)
        data = (FOLDER / "facts" / f"{DATA_SET}.csv").read_bytes()
        title = words(SOURCE, "site")["documents"][DATA_SET]["title"]
        self.add_document(DATA_SET, title, f"{DATA_SET}.csv", data, SOURCE)

    def add_document(self, key: str, title: str, name: str, data: bytes, language: str) -> None:
        file = ContentFile(data, name=name)
        document = Document(title=title, language=language, accessible=Accessible.YES, file=file)
        document.save()
        self.documents[key] = document

    def add_topics(self, parents: dict[str, str | None], said: dict[str, Any], locale: Locale) -> None:
        for key, above in parents.items():
            title, description = said[key]
            parent = self.topics[above] if above else None
            topic = Topic(slug=key, title=title, description=description, parent=parent)
            self.topics.setdefault(key, add(topic, "topic", key, locale))

    def add_organisations(self, addresses: dict[str, str], said: dict[str, Any], locale: Locale) -> None:
        for key, address in addresses.items():
            name, short = said[key]
            logo = self.images["logo"] if key == "iahm" else None
            organisation = Organisation(slug=key, name=name, short_name=short, address=address, logo=logo)
            self.organisations.setdefault(key, add(organisation, "organisation", key, locale))

    def add_contacts(self, known: dict[str, Any], said: dict[str, Any], locale: Locale) -> None:
        for key, fact in known.items():
            text = {name: value for name, value in said[key].items() if name != "role"}
            self.contacts.setdefault(key, add(MediaContact(**fact, **text), "contact", key, locale))

    def label(self, key: str, language: str) -> str:
        """What readers click on to get a document; "" leaves its title."""
        label: str = words(language, "site")["documents"].get(key, {}).get("label", "")
        return label

    def contact_words(self, key: str, language: str) -> dict[str, str]:
        """A contact as the block in a body has it."""
        fact, said = facts("site")["contacts"][key], words(language, "site")["contacts"][key]
        return {
            **{part: said[part] for part in ("organisation", "name", "role")},
            "email": fact["email"],
            "phone": fact["phone"],
        }


def add(snippet: TranslatableMixin, kind: str, key: str, locale: Locale) -> Any:
    snippet.locale = locale
    snippet.translation_key = identity(kind, key)
    snippet.full_clean()
    snippet.save()
    return snippet
