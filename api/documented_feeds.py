"""What the OpenAPI document says of feeds."""

from typing import Any, Final

from api.description import document, found_as
from api.parameters.feeds import NEWS
from cms.feeds import FORMS
from cms.json_schema import ANY_OBJECT, ANY_TEXT, Schema, array

DESCRIPTION: Final = (
    "Takes every filter of the list of pages. What was withdrawn stays in its place, with the explanation. "
    "`utm_…`, `fbclid`, `gclid` and `_` are dropped; anything else that is unknown is refused."
)


def feed(form: str, what: str, schema: Schema = ANY_TEXT) -> dict[str, Any]:
    answers = found_as(FORMS[form], "The feed.", schema)
    return document(f"feeds_{form}", f"News as {what}", answers, NEWS, (404,), description=DESCRIPTION)


rss: Final = feed("rss", "RSS 2.0")
atom: Final = feed("atom", "Atom")
json_feed: Final = feed("json", "JSON Feed 1.1", ANY_OBJECT)
ninjs: Final = feed("ninjs", "a list of IPTC ninjs 3.1 items", array(ANY_OBJECT))
