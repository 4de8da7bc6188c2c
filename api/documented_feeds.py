"""What the OpenAPI document says of feeds."""

from typing import Any, Final

from api.description import document, found_as
from api.feeds import atom as atom_form
from api.feeds import json_feed as json_form
from api.feeds import ninjs as ninjs_form
from api.feeds import rss as rss_form
from api.parameters.feeds import NEWS

DESCRIPTION: Final = (
    "Takes every filter of the list of pages. What was withdrawn stays in its place, with the explanation. "
    "`utm_…`, `fbclid`, `gclid` and `_` are dropped; anything else that is unknown is refused."
)


def feed(name: str, what: str, media: str) -> dict[str, Any]:
    return document(
        f"feeds_{name}",
        f"News as {what}",
        found_as(media, "The feed."),
        NEWS,
        (404,),
        description=DESCRIPTION,
    )


rss: Final = feed("rss", "RSS 2.0", rss_form.MEDIA_TYPE)
atom: Final = feed("atom", "Atom", atom_form.MEDIA_TYPE)
json_feed: Final = feed("json", "JSON Feed 1.1", json_form.MEDIA_TYPE)
ninjs: Final = feed("ninjs", "a list of IPTC ninjs 3.1 items", ninjs_form.MEDIA_TYPE)
