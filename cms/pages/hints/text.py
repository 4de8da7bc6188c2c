"""What is said of each text by itself: quotation marks, long sentences, spaces."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bs4 import BeautifulSoup
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.pages.elements import Element, Prose
from cms.pages.places import Place

# Words. A German sentence of more than thirty is read twice.
LONG: Final = 35
SENTENCE: Final = re.compile(r"[^.!?…:]+[.!?…:]*")
# CLDR's delimiters, which Babel leaves out: the outer marks first, then what else is usual. Apostrophes are
# none of them. Of a language that is not listed, nothing is said.
MARKS: Final = {"de": "„“", "en": "“”", "fr": "«»“”", "es": "«»“”", "ar": "”“«»", "it": "«»“”", "pt": "“”«»"}
QUOTED: Final = re.compile(r"[\"“”„«»‹›]")
BLOCKS: Final = ("p", "li", "h2", "h3", "h4", "br")


def hints(elements: Iterable[Element], language: str) -> Iterator[tuple[Place, str]]:
    for element in elements:
        if isinstance(element, Prose):
            lines = list(lines_of(element))
            yield from ((element.place, said) for line in lines for said in of_line(line, language))


def lines_of(element: Prose) -> Iterator[str]:
    """A text's paragraphs; passages in another language have rules of their own."""
    if not element.is_html:
        yield from element.text.splitlines()
        return
    soup = BeautifulSoup(element.text, "html.parser")
    for passage in soup.find_all("span", lang=True):
        passage.decompose()
    for tag in soup.find_all(BLOCKS):
        tag.append("\n")
    yield from soup.get_text().splitlines()


def of_line(line: str, language: str) -> Iterator[str]:
    if "  " in line.strip():
        yield _("There are two spaces in a row: “%(text)s”") % {"text": around(line, "  ")}
    usual = MARKS.get(language.split("-")[0], "")
    if usual and (wrong := next((mark for mark in QUOTED.findall(line) if mark not in usual), "")):
        told = {"wrong": wrong, "right": f"{usual[0]}…{usual[1]}", "text": around(line, wrong)}
        yield _("The quotation mark %(wrong)s is not usual here; write %(right)s: “%(text)s”") % told
    for sentence in SENTENCE.findall(line):
        if (count := len(sentence.split())) > LONG:
            said = {"count": count, "text": Truncator(sentence.strip()).words(6)}
            yield _("This sentence has %(count)d words. Is it two? “%(text)s”") % said


def around(line: str, part: str) -> str:
    """The text about the first place where that part stands."""
    at = line.index(part)
    return line[max(0, at - 20) : at + 25].strip()
