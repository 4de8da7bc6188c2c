"""The parameters of `/embed/`, where somebody puts together what a page is to show."""

from typing import Final

from api.parameters import embeds, pages, values
from api.parameters.base import Parameter
from cms.json_schema import ANY_TEXT

# In which languages the page speaks itself.
SPOKEN: Final = ("de", "en")
# The filters that are offered, with what news has of each.
OFFERED: Final = ("kind", "topic", "country", "region", "sdg", "organisation")
# What can be chosen there, in the order of the form and of addresses.
CHOOSING: Final = (
    pages.SITE,
    pages.LOCALE,
    *(each for each in pages.FILTERS if each.name in OFFERED),
    embeds.LIMIT,
    embeds.LOOK,
    embeds.PICTURES,
    embeds.HEADING,
)
LANG: Final = Parameter(
    "lang",
    values.one_of(lambda _: SPOKEN, "a language of this page"),
    {**ANY_TEXT, "enum": list(SPOKEN)},
    "The language of this page itself. Without it: the default site's, or English.",
)
BUILDER: Final = pages.named(*CHOOSING, LANG)
