"""Is everything translated? Where texts are missing, wagtail-localize leaves those of the source in place."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.fields import StreamField

from cms.pages.gates.problems import Problem
from cms.pages.places import Place, Placed, block_step, field_step
from cms.pages.translating import Text, TranslatedVersion, translation_of, untranslated

CODE: Final = "translation-incomplete"


def problems(page: Any, revision: int | None) -> Iterator[Problem]:
    """Two queries, and two more where wagtail-localize makes the page.

    `revision`: a draft that it has made is looked at also after the translation was stopped; what editors
    make of such a page then is theirs.
    """
    made = TranslatedVersion.objects.filter(revision=revision).first() if revision else None
    if made and made.released_at:
        return
    translation = None if made or not page.pk else translation_of(page)
    source = made.source_locale_id if made else translation and translation.source.locale_id
    texts = untranslated(page, source) if source else []
    if not texts:
        return
    address = reverse("translations:as_it_is", args=[page.pk])
    way_out = (address, _("Publish as it is, marked as partly in the original language"))
    yield Problem(CODE, (), told(texts), way_out)
    for text in texts:
        found = shown(page, text)
        said = _("“%(words)s” is not translated.") % {"words": Truncator(found.words).chars(60)}
        yield Problem(CODE, found.place, said)


def told(texts: list[Text]) -> str:
    said = ngettext(
        "%(count)d text is not translated yet. Translate it, then publish again.",
        "%(count)d texts are not translated yet. Translate them, then publish again.",
        len(texts),
    )
    return said % {"count": len(texts)}


@dataclass(frozen=True)
class Shown(Placed):
    """A text without its markup, and where it stands."""

    place: Place
    words: str


def shown(page: Any, text: Text) -> Shown:
    return Shown(place(page, text.path), unescape(strip_tags(text.words)))


def place(page: Any, path: str) -> Place:
    """The field, and the block in it: as far as wagtail-localize's path and the page's form agree."""
    name, *inside = path.split(".")
    field = page._meta.get_field(name)
    if inside and isinstance(field, StreamField):
        for index, child in enumerate(getattr(page, name)):
            if child.id == inside[0]:
                return field_step(page, name), block_step(child, index)
    return (field_step(page, name),)
