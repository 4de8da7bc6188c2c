"""The parameters of `/oembed/` (oembed.com, 2.2)."""

from typing import Final
from urllib.parse import SplitResult, urlsplit

from api.parameters import values
from api.parameters.base import Context, Parameter
from api.parameters.pages import named
from cms.json_schema import ANY_TEXT, INTEGER
from cms.json_schema import URL as ADDRESS

JSON, XML = "json", "xml"
FORMATS: Final = (JSON, XML)
LARGEST: Final = 100_000  # pixels


def page_address(text: str, context: Context) -> SplitResult:
    try:
        found = urlsplit(text)
        port = found.port
    except ValueError:
        raise ValueError("Not an address.") from None
    if found.scheme.lower() not in ("http", "https") or not found.hostname or port == 0:
        raise ValueError("Must be a full address that begins with https://.")
    return found


def at_most(what: str) -> Parameter:
    return Parameter(
        f"max{what}",
        values.whole_number(1, LARGEST),
        {**INTEGER, "minimum": 1, "maximum": LARGEST},
        f"The largest {what} that there is room for, in pixels.",
    )


URL: Final = Parameter(
    "url", page_address, ADDRESS, "A page's full address on its website, present or former.", required=True
)
FORMAT: Final = Parameter(
    "format",
    values.one_of(lambda _: FORMATS, "a format"),
    {**ANY_TEXT, "enum": list(FORMATS), "default": JSON},
    "The format. There is JSON alone.",
)
OEMBED: Final = named(URL, at_most("width"), at_most("height"), FORMAT)
