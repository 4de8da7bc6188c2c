"""What a page is made of, element by element and each with its place: what gates and hints look at.

Fields and blocks name their elements beside their JSON (`cms.pages.fields`, `cms.pages.blocks`), so that a
new block is looked at like all others. Nothing is asked of the database here, but what a body itself loads.
"""

from dataclasses import dataclass
from typing import Any

from cms.pages.places import Place, field_step


@dataclass(frozen=True)
class Element:
    place: Place


@dataclass(frozen=True)
class Picture(Element):
    """An image that readers see. `alt` and `caption` are what is said of it here.

    `described_here`: whether its alternative text can be written here at all.
    """

    image: int
    alt: str = ""
    decorative: bool = False
    caption: str = ""
    described_here: bool = False

    @property
    def needs_alt(self) -> bool:
        """Whether the image's own alternative text is what readers get here."""
        return not (self.decorative or self.alt.strip())


@dataclass(frozen=True)
class Link(Element):
    """A reference to a page or a document. `text` is what readers click on, where it stands in a text."""

    to: str  # page | document
    target: int
    text: str = ""


@dataclass(frozen=True)
class PathInside(Element):
    """An address on a site of ours: the site's host, and every spelling of the path there."""

    site: str
    paths: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Quotation(Element):
    """What somebody said: `words` without markup, `spoken_in` as a BCP 47 tag or ""."""

    words: str
    speaker: str
    spoken_in: str


@dataclass(frozen=True)
class Prose(Element):
    """Text that readers read: plain, or Wagtail's stored rich text."""

    text: str
    is_html: bool = False


def elements_of(page: Any) -> list[Element]:
    """All of the page's elements, each once: two fields of the JSON may show the same field of the page."""
    title = Prose((field_step(page, "title"),), page.title)
    found = (element for field in page.content_fields for element in field.elements(page))
    return list(dict.fromkeys([title, *found]))
