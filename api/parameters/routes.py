"""The parameters of what is for static builds and for robots: paths, redirects, sitemaps."""

from typing import Final

from api.parameters import values
from api.parameters.base import Parameter
from api.parameters.pages import PAGING, SITE, named
from api.parameters.site import SITE as ONE_SITE
from cms.json_schema import INTEGER

MOST_PER_PAGE: Final = 1_000
DEFAULT_PER_PAGE: Final = 20

LIMIT: Final = Parameter(
    "limit",
    values.whole_number(1, MOST_PER_PAGE),
    {**INTEGER, "minimum": 1, "maximum": MOST_PER_PAGE, "default": DEFAULT_PER_PAGE},
    "Entries per answer.",
)
CURSOR: Final = next(each for each in PAGING if each.name == "cursor")

ALL_OF_THEM: Final = named(SITE, LIMIT, CURSOR)
OF_A_SITE: Final = named(ONE_SITE)
