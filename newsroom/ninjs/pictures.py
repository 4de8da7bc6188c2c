"""Pictures that an item brings along (`associations`)."""

from dataclasses import replace
from typing import Any, Final

from cms.media.licences import TERMS
from newsroom.ninjs import values
from newsroom.ninjs.figures import ALT_LENGTH, Picture
from newsroom.ninjs.values import JSON

ALTS: Final = {"alt", "alttext", "alternativetext", "accessibility"}
TYPES: Final = {"picture", "graphic"}
TEXT_LENGTH: Final = 255
# What says that a picture stands in the text.
EMBEDDED: Final = {"embedded", "inline", "inbody", "body"}
# Those meant to be seen in full, before those that are only a preview.
PREFERRED: Final = ("original", "highres", "main", "full", "web")


def pictures(item: JSON) -> list[Picture]:
    """The item's pictures in their order, each by the best of its renditions."""
    return [
        picture(row, address)
        for row in values.rows(item, "associations")
        if (address := best(row)) and is_picture(row)
    ]


def placed(shown: list[Picture], blocks: list[Any]) -> tuple[list[Picture], list[Any]]:
    """Those that stand nowhere yet, the teaser first; and the blocks, with who made their pictures."""
    known = {each.address: each for each in shown}
    in_text = {block["value"].address for block in blocks if isinstance(block["value"], Picture)}
    left = [each for each in shown if not (each.embedded and each.address in in_text)]
    return left, [told(block, known) for block in blocks]


def told(block: Any, known: dict[str, Picture]) -> Any:
    value = block["value"]
    if not isinstance(value, Picture) or value.address not in known:
        return block
    found = known[value.address]
    alt = value.alt or found.alt
    made = replace(value, alt=alt, title=found.title, credit=found.credit, licence=found.licence)
    return {**block, "value": made}


def is_picture(row: JSON) -> bool:
    named = values.text(row, "type")
    kinds = [values.text(each, "contentType") for each in values.rows(row, "renditions")]
    return named in TYPES or (not named and any(kind.startswith("image/") for kind in kinds))


def best(row: JSON) -> str:
    found = [each for each in values.rows(row, "renditions") if values.text(each, "href")]
    found.sort(key=lambda each: -width(each))
    found.sort(key=lambda each: place(values.role(each, "name")))
    return values.text(found[0], "href") if found else ""


def width(rendition: JSON) -> int:
    found = rendition.get("width")
    return found if isinstance(found, int) else 0


def place(name: str) -> int:
    return next((at for at, each in enumerate(PREFERRED) if each in name), len(PREFERRED))


def picture(row: JSON, address: str) -> Picture:
    described = {values.role(each): values.text(each, "value") for each in values.rows(row, "descriptions")}
    headlines = [values.text(each, "value") for each in values.rows(row, "headlines")]
    makers = [
        values.text(row, "by"),
        values.text(row, "copyrightHolder") or values.text(row, "copyrightNotice"),
    ]
    rights = row.get("rightsInfo")
    linked = values.text(rights, "linkedRights") if isinstance(rights, dict) else ""
    terms = values.text(row, "usageTerms")
    title = next(filter(None, (values.text(row, "title"), *headlines, values.text(row, "name"))), "")
    return Picture(
        address=address,
        alt=next((said for role, said in described.items() if role in ALTS), "")[:ALT_LENGTH],
        caption=next((said for role, said in described.items() if role not in ALTS), ""),
        title=title[:TEXT_LENGTH],
        credit=" / ".join(dict.fromkeys(filter(None, makers)))[:TEXT_LENGTH],
        licence=licence(linked, terms),
        embedded=values.role(row, "rel") in EMBEDDED,
    )


def licence(address: str, name: str) -> str:
    """The key of a licence that we know, by its address or its name; "" for any other."""
    wanted = bare(address)
    for key, terms in TERMS.items():
        if (terms.url and bare(terms.url) == wanted) or (not address and terms.name == name):
            return key
    return ""


def bare(address: str) -> str:
    return address.partition("://")[2].rstrip("/").removesuffix("/deed").removesuffix("/legalcode").lower()
