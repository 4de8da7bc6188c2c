"""The parameters of what is for static builds and for robots: paths, redirects, sitemaps."""

from typing import Final

from api.parameters import values
from api.parameters.base import Context, Parameter
from api.parameters.pages import PAGING, SITE, named
from cms.json_schema import ANY_TEXT, INTEGER

MOST_PER_PAGE: Final = 1_000
DEFAULT_PER_PAGE: Final = 20

LIMIT: Final = Parameter(
    "limit",
    values.whole_number(1, MOST_PER_PAGE),
    {**INTEGER, "minimum": 1, "maximum": MOST_PER_PAGE, "default": DEFAULT_PER_PAGE},
    "Entries per answer.",
)
CURSOR: Final = next(each for each in PAGING if each.name == "cursor")


def one_site(text: str, context: Context) -> str:
    if text == values.NETWORK:
        raise ValueError("Must be one site.")
    return values.site(text, context)


ONE_SITE: Final = Parameter("site", one_site, ANY_TEXT, "The site, by host. Without it: the default site.")

ALL_OF_THEM: Final = named(SITE, LIMIT, CURSOR)
OF_A_SITE: Final = named(ONE_SITE)
