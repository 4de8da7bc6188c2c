"""The parameters of news in a partner's page: every filter of the list, and how it looks."""

from typing import Final

from api.parameters import feeds, pages, values
from api.parameters.base import Context, Parameter
from cms.json_schema import ANY_TEXT, INTEGER

LIST, CARDS = "list", "cards"
LOOKS: Final = (CARDS, LIST)
CREDITED, NONE = "credited", "none"
IMAGES: Final = (CREDITED, NONE)
# As the web component has it.
DEFAULT_LIMIT: Final = 5
LONGEST_HEADING: Final = 200
# It has no next page, and is everybody's, news whatever it is asked.
NOT_OF_EMBEDS: Final = ("cursor", feeds.CONTENT.name, pages.EMBARGOED.name)


def short(text: str, context: Context) -> str:
    if len(text) > LONGEST_HEADING:
        raise ValueError(f"At most {LONGEST_HEADING} characters.")
    return text


LOOK: Final = Parameter(
    "look",
    values.one_of(lambda _: LOOKS, "a look"),
    {**ANY_TEXT, "enum": list(LOOKS), "default": CARDS},
    "Cards in columns, or a list, one below the other.",
)
PICTURES: Final = Parameter(
    "images",
    values.one_of(lambda _: IMAGES, "a choice of images"),
    {**ANY_TEXT, "enum": list(IMAGES), "default": CREDITED},
    "Pictures with their credit (one without a credit is not shown), or none.",
)
HEADING: Final = Parameter(
    "heading",
    short,
    {**ANY_TEXT, "maxLength": LONGEST_HEADING},
    "The line above; empty for none. Without it: “Latest news”, in the language.",
)
LIMIT: Final = Parameter(
    "limit",
    values.whole_number(1, pages.MOST_PER_PAGE),
    {**INTEGER, "minimum": 1, "maximum": pages.MOST_PER_PAGE, "default": DEFAULT_LIMIT},
    "How many.",
)
NEWS: Final = {
    **{name: each for name, each in feeds.NEWS.items() if name not in NOT_OF_EMBEDS},
    **pages.named(LIMIT, LOOK, PICTURES, HEADING),
}
