"""From a body as the data files have it to the raw data of a StreamField.

A string is a paragraph, `## …` and `### …` are headings; `{"list": […]}` and `{"numbered": […]}` stand in
the text as paragraphs do. Every other block is an object whose first key names it; see `BLOCKS`.
"""

from collections.abc import Callable, Iterator
from typing import Any

from home.demo.content import identity
from home.demo.library import Library
from home.demo.markup import FindPage, listing, paragraph

Data = dict[str, Any]
HEADING_SIGNS = {"## ": 2, "### ": 3}
LISTS = {"list": "ul", "numbered": "ol"}


class Body:
    """Writes the bodies of one language."""

    def __init__(self, language: str, library: Library, find: FindPage) -> None:
        self.language = language
        self.library = library
        self.find = find

    def raw(self, key: str, parts: list[Any]) -> list[Data]:
        """The blocks of the page with that key; ids are the same in every language and on every machine."""
        return [
            {"type": name, "value": value, "id": str(identity("block", key, index))}
            for index, (name, value) in enumerate(self.blocks(key, parts))
        ]

    def blocks(self, key: str, parts: list[Any]) -> Iterator[tuple[str, Any]]:
        running: list[str] = []
        for place, part in enumerate(parts):
            level = heading_level(part)
            if level is None and (text := self.running_text(part)) is not None:
                running.append(text)
                continue
            if running:
                yield "paragraph", "".join(running)
                running = []
            if level is not None:
                yield "heading", {"text": part.lstrip("# "), "level": level, "anchor": ""}
            else:
                name = next(iter(part))
                yield name, BLOCKS[name](self, part, f"{key}/{place}")
        if running:
            yield "paragraph", "".join(running)

    def running_text(self, part: Any) -> str | None:
        if isinstance(part, str):
            return paragraph(part, self.find)
        name = next(iter(part))
        return listing(LISTS[name], part[name], self.find) if name in LISTS else None

    def text(self, parts: list[Any]) -> str:
        return "".join(self.running_text(part) or "" for part in parts)

    def picture(self, key: str, caption: str = "") -> Data:
        return {"image": self.library.images[key].pk, "alt": "", "decorative": False, "caption": caption}

    # One method for each block

    def quote(self, part: Data, _: str) -> Data:
        return {
            "text": paragraph(part["quote"], self.find),
            "speaker": part["speaker"],
            "role": part["role"],
            "organisation": part["organisation"],
            "original_language": part.get("language", ""),
        }

    def image(self, part: Data, _: str) -> Data:
        return self.picture(part["image"], part["caption"])

    def gallery(self, part: Data, path: str) -> Data:
        return {
            "title": part.get("title", ""),
            "images": items(path, [self.picture(key) for key in part["gallery"]]),
        }

    def video(self, part: Data, _: str) -> Data:
        poster = self.library.images[part["poster"]].pk
        return {
            "url": part["video"],
            "title": part["title"],
            "poster": poster,
            "caption": "",
            "transcript": "",
        }

    def document(self, part: Data, _: str) -> Data:
        key = part["document"]
        return {"document": self.library.documents[key].pk, "label": self.library.label(key, self.language)}

    def factbox(self, part: Data, _: str) -> Data:
        return {"title": part["factbox"], "text": self.text(part["body"])}

    def statistic(self, part: Data, _: str) -> Data:
        return {
            "value": str(part["statistic"]),
            "unit": part.get("unit", ""),
            "label": part["label"],
            "source": part["source"],
            "source_url": "",
        }

    def table(self, part: Data, _: str) -> Data:
        return {**grid(part), "table_caption": f"{part['table']} ({part['source']})"}

    def chart(self, part: Data, _: str) -> Data:
        return {
            "title": part["chart"],
            "type": part["kind"],
            "data": {**grid(part), "table_caption": ""},
            "unit": part.get("unit", ""),
            "text": part["words"],
            "source": part["source"],
            "source_url": "",
        }

    def map(self, part: Data, _: str) -> Data:
        return {
            "title": part["map"],
            "latitude": str(part["lat"]),
            "longitude": str(part["lon"]),
            "precision": part["precision"],
            "text": "",
        }

    def timeline(self, part: Data, path: str) -> Data:
        entries = [
            {"date": None, "date_text": when, "title": what, "text": paragraph(text, self.find)}
            for when, what, text in part["timeline"]
        ]
        return {"title": part.get("title", ""), "items": items(path, entries)}

    def accordion(self, part: Data, path: str) -> Data:
        entries = [{"title": title, "text": paragraph(text, self.find)} for title, text in part["accordion"]]
        return {"title": part.get("title", ""), "items": items(path, entries)}

    def contact(self, part: Data, _: str) -> Data:
        return self.library.contact_words(part["contact"], self.language)

    def links(self, part: Data, path: str) -> Data:
        entries = [
            {"page": self.find(key), "url": "", "title": "", "text": text} for key, text in part["links"]
        ]
        return {"title": part.get("title", ""), "items": items(path, entries)}


BLOCKS: dict[str, Callable[[Body, Data, str], Data]] = {
    method.__name__: method
    for method in (
        *(Body.quote, Body.image, Body.gallery, Body.video, Body.document, Body.factbox, Body.statistic),
        *(Body.table, Body.chart, Body.map, Body.timeline, Body.accordion, Body.contact, Body.links),
    )
}


def heading_level(part: Any) -> int | None:
    if not isinstance(part, str):
        return None
    return next((level for sign, level in HEADING_SIGNS.items() if part.startswith(sign)), None)


def items(path: str, values: list[Data]) -> list[Data]:
    """The raw data of a ListBlock."""
    return [
        {"type": "item", "value": value, "id": str(identity("item", path, index))}
        for index, value in enumerate(values)
    ]


def grid(part: Data) -> Data:
    rows = [part["columns"], *part["rows"]]
    return {"data": [[str(cell) for cell in row] for row in rows], "table_header_choice": "both"}
