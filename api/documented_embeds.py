"""What the OpenAPI document says of embeds and oEmbed."""

from typing import Final

from drf_spectacular.utils import OpenApiResponse

from api.description import ID, JSON, PROBLEMS, document, found_as
from api.parameters import builder as of_builder
from api.parameters import embeds
from api.parameters import oembed as of_oembed
from cms.json_schema import ANY_TEXT, INTEGER, TEXT, URL, record

HTML: Final = "text/html"
FILTERED: Final = "Takes every filter of the list of pages. What was withdrawn is not in it."
# In the same form, in the page's language: readers see it.
REFUSED: Final = {(status, HTML): OpenApiResponse(ANY_TEXT, PROBLEMS[status]) for status in (400, 414)}

fragment: Final = document(
    "embeds_fragment",
    "News as a piece of HTML, for a partner's server to put into its page",
    {**found_as(HTML, "A `section`, without style and script."), **REFUSED},
    embeds.NEWS,
    description=FILTERED,
)
frame: Final = document(
    "embeds_frame",
    "News as a whole HTML page, for a frame in a partner's page",
    {**found_as(HTML, "A page without script; its policy lets anybody show it."), **REFUSED},
    embeds.NEWS,
    description=FILTERED,
)
page_card: Final = document(
    "embeds_page",
    "One page as a card, for a frame",
    {
        **found_as(HTML, "A page with the card; of one that was withdrawn, with the explanation."),
        (410, HTML): OpenApiResponse(ANY_TEXT, "A page that says that it is no longer public."),
    },
    problems=(404,),
    path=[ID],
)
onward: Final = document(
    "embeds_onward",
    "From a card to the page itself",
    {(302, JSON): OpenApiResponse(None, "`Location` is the page's address on its website.")},
    problems=(404, 410),
    path=[ID],
)
builder: Final = document(
    "embeds_builder",
    "Where people put together what news their page is to show",
    found_as(HTML, "A page with a form, a preview, and what to copy."),
    of_builder.BUILDER,
    description="What a value is that is not possible stands beside its field; all else stays.",
)
oembed: Final = document(
    "oembed",
    "oEmbed: what to show of a page",
    found_as(
        JSON,
        "Type `rich`: a quote with the link, and a frame with the page's card.",
        record(
            {
                "version": {"const": "1.0"},
                "type": {"const": "rich"},
                "title": TEXT,
                "provider_name": TEXT,
                "provider_url": URL,
                "cache_age": INTEGER,
                "width": INTEGER,
                "height": INTEGER,
                "html": TEXT,
            }
        ),
    ),
    of_oembed.OEMBED,
    (404, 410, 501),
    description="Parameters that it does not know are dropped, as oEmbed asks for.",
)
