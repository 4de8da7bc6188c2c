"""What is said of a page as a whole: gender signs, pictures, links."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.media.alts import main_language
from cms.media.languages import name
from cms.media.models import Image
from cms.pages.elements import Element, Link, Picture, Prose
from cms.pages.hints.text import lines_of
from cms.pages.places import Place
from cms.pages.quotes import base
from cms.published.find import visible_pages

# Migrant:innen, Migrant*innen, Migrant_innen, Migrant/-innen, Migrant·innen; then MigrantInnen. Nouns, and so
# no “außen/innen”.
GENDERED: Final = re.compile(r"\b([A-ZÄÖÜ][^\W\d_]*[a-zäöüß])((?:[:*_/·]-?i|I)n(nen)?)\b")
# How nouns for persons end that may have the sign in the singular; LinkedIn and CheckIn do not.
PERSONS: Final = (
    *("er", "eur", "or", "ant", "ent", "ist", "at", "olog", "agog", "graf"),
    *("kolleg", "kund", "expert", "ärzt", "anwält"),
)


def hints(elements: list[Element], language: str) -> Iterator[tuple[Place, str]]:
    if base(language) == "de":
        yield from of_gender_signs(elements)
    yield from of_pictures(elements)
    yield from of_alts(elements, language)
    yield from of_links(elements)


def of_gender_signs(elements: Iterable[Element]) -> Iterator[tuple[Place, str]]:
    """At each place that writes otherwise than the page does at first. Other languages have none of these."""
    first = ""
    for element in elements:
        for here in gender_signs(element) if isinstance(element, Prose) else ():
            first = first or here
            if here[0] != first[0]:
                told = {"first": first, "here": here}
                yield element.place, _("The page writes %(first)s elsewhere, and here %(here)s.") % told


def gender_signs(element: Prose) -> Iterator[str]:
    """The endings, each with its sign, in what readers read: :innen, /-in, Innen."""
    for line in lines_of(element):
        for noun, ending, is_plural in GENDERED.findall(line):
            if is_plural or noun.lower().endswith(PERSONS):
                yield ending


def of_pictures(elements: Iterable[Element]) -> Iterator[tuple[Place, str]]:
    for element in elements:
        if isinstance(element, Picture) and element.decorative and element.caption.strip():
            yield element.place, _("A picture with a caption is hardly decorative. Describe what it shows.")


def of_alts(elements: Iterable[Element], language: str) -> Iterator[tuple[Place, str]]:
    """Readers get an alt text in another language, marked as such, where the image has none in the page's."""
    pictures = [element for element in elements if isinstance(element, Picture) and element.needs_alt]
    if not pictures:
        return
    images, main = Image.objects.in_bulk({picture.image for picture in pictures}), main_language()
    for picture in pictures:
        alt = images[picture.image].alt_in(language, main) if picture.image in images else None
        if alt and alt.text and alt.language != language:
            told = {"image": images[picture.image].title, "language": name(language, get_language() or "en")}
            yield picture.place, _("The image “%(image)s” has no alternative text in %(language)s.") % told


def of_links(elements: Iterable[Element]) -> Iterator[tuple[Place, str]]:
    """Readers get the text without the link until the page is public, and the link from then on."""
    links = [element for element in elements if isinstance(element, Link) and element.to == "page"]
    if not links:
        return
    targets = {link.target for link in links}
    hidden = Page.objects.filter(pk__in=targets - visible_pages(targets))
    titles = dict(hidden.values_list("pk", "title"))
    for link in links:
        if link.target in titles:
            told = {"page": titles[link.target]}
            yield link.place, _("“%(page)s” is not public: readers see no link to it until it is.") % told
