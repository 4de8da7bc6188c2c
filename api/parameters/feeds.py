"""The parameters of feeds: every filter of the list of pages, of news alone."""

from typing import Final

from api.errors import BadParameters, Mistake
from api.parameters import pages, values
from api.parameters.base import Context, Parameter, Values
from cms.json_schema import ANY_TEXT

FULL, SUMMARY = "full", "summary"
FORMS: Final = (FULL, SUMMARY)
# A feed chooses itself what it says of an item, and counts nothing.
NOT_OF_FEEDS: Final = (pages.FIELDS.name, pages.FACETING.name)
CONTENT: Final = Parameter(
    "content",
    values.one_of(lambda _: FORMS, "a form of the content"),
    {**ANY_TEXT, "enum": list(FORMS), "default": FULL},
    "The whole text of each item, or its summary alone.",
)
NEWS: Final = {
    **{name: each for name, each in pages.LIST.items() if name not in NOT_OF_FEEDS},
    CONTENT.name: CONTENT,
}
# What others hang on to addresses. It tells whoever counts visits something, and us nothing.
TRACKING: Final = ("fbclid", "gclid", "_")


def is_tracking(name: str) -> bool:
    return name.startswith("utm_") or name in TRACKING


def of_news(given: Values, context: Context) -> Values:
    """The same, restricted to the types that are news: those with kinds. Raises BadParameters for others."""
    types = context.contract.types_with("kind")
    others = [each for each in given.get("type", ()) if each not in types]
    if others:
        detail = f"{others[0]} is no type of news. There are: {', '.join(types)}."
        raise BadParameters([Mistake("type", detail)])
    return {**given, "type": given.get("type", types)}
