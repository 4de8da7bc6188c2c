"""Schemas that fields and blocks share, by their names under `#/components/schemas/`.

Not defined here: `Card`, made of what the page types put into their cards, and `Image`, `CardImage` and
`Document`, which are those of `cms.media`.
"""

from typing import Final

from cms.json_schema import ANY_PROSE, INTEGER, PROSE, TEXT, URL, Schema, nullable, record

SHARED: Final[dict[str, Schema]] = {
    "Term": record({"value": TEXT, "label": ANY_PROSE}),
    "RichText": record({"html": PROSE}),
    "Link": record({"id": INTEGER, "title": TEXT, "locale": TEXT, "html_path": TEXT, "html_url": URL}),
    "Contact": record(
        {
            **{name: nullable(PROSE) for name in ("organisation", "name")},
            **{name: nullable(TEXT) for name in ("email", "phone")},
        },
    ),
}
