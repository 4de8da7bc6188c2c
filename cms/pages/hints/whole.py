"""What is said of a page as a whole: gender signs, pictures, links."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.elements import Element, Link, Picture, Prose
from cms.pages.places import Place

# Migrant:innen, Migrant*innen, Migrant_innen, Migrant/innen, Migrant·innen; then MigrantInnen.
GENDERED: Final = re.compile(r"(?<=[a-zäöüß])(?:([:*_/·])-?in(?:nen)?|(I)n(?:nen)?)\b")


def hints(elements: list[Element]) -> Iterator[tuple[Place, str]]:
    yield from of_gender_signs(elements)
    yield from of_pictures(elements)
    yield from of_links(elements)


def of_gender_signs(elements: Iterable[Element]) -> Iterator[tuple[Place, str]]:
    """At each place that writes otherwise than the page does at first."""
    first: re.Match[str] | None = None
    for element in elements:
        if not isinstance(element, Prose):
            continue
        for match in GENDERED.finditer(element.text):
            sign = match[1] or match[2]
            first = first or match
            if sign != (first[1] or first[2]):
                told = {"first": first[0], "here": match[0]}
                yield element.place, _("The page writes %(first)s elsewhere, and here %(here)s.") % told


def of_pictures(elements: Iterable[Element]) -> Iterator[tuple[Place, str]]:
    for element in elements:
        if isinstance(element, Picture) and element.decorative and element.caption.strip():
            yield element.place, _("A picture with a caption is hardly decorative. Describe what it shows.")


def of_links(elements: Iterable[Element]) -> Iterator[tuple[Place, str]]:
    """Readers get the text without the link until the page is public, and the link from then on."""
    links = [element for element in elements if isinstance(element, Link) and element.to == "page"]
    if not links:
        return
    targets = Page.objects.filter(pk__in={link.target for link in links}, live=False)
    titles = dict(targets.values_list("pk", "title"))
    for link in links:
        if link.target in titles:
            told = {"page": titles[link.target]}
            yield link.place, _("“%(page)s” is not public: readers see no link to it until it is.") % told
