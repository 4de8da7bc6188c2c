"""What the OpenAPI document says of the change feed, with its schemas."""

from typing import Final

from api.components import COMPONENTS
from api.description import document, found
from api.parameters.changes import CHANGES
from cms.json_schema import (
    ANY_OBJECT,
    ANY_TEXT,
    FLAG,
    INTEGER,
    NULL,
    TEXT,
    TIME,
    URL,
    UUID,
    array,
    nullable,
    record,
    ref,
)

COMPONENTS.update(
    {
        "ChangedItem": record(
            {
                "key": {**TEXT, "description": "Of the item in one language; also its surrogate key"},
                "type": TEXT,
                "id": INTEGER,
                "site": {**nullable(TEXT), "description": "Null for what is of no site in particular"},
                "locale": {**nullable(TEXT), "description": "Null for what has no language"},
                "translation_key": nullable(UUID),
                "html_url": nullable(URL),
                "html_path": nullable(TEXT),
                "previous_html_path": {**nullable(TEXT), "description": "Of what has `moved`"},
                "version": {**INTEGER, "minimum": 1},
            }
        ),
        "Change": record(
            {
                "sequence": {
                    **nullable(INTEGER),
                    "description": "Ignore one that is lower than another that you have of the item. Null "
                    "in a full sync, which counts always",
                },
                "action": {
                    **TEXT,
                    "description": "`published`, `updated`, `corrected`, `moved`, `refreshed` (only what it "
                    "shows has changed), `withdrawn`, `removed`; more may be added",
                },
                "at": TIME,
                "item": ref("ChangedItem"),
                "content": {
                    "anyOf": [ANY_OBJECT, NULL],
                    "description": "The item as it is now, as its own endpoint gives it; null once it is not "
                    "here any more: remove it",
                },
            }
        ),
        "ChangeList": record(
            {
                "items": array(ref("Change")),
                "meta": record(
                    {
                        "next": nullable(URL),
                        "token": {**ANY_TEXT, "description": "To be kept, and given as `after`"},
                        "has_more": FLAG,
                    }
                ),
            }
        ),
    }
)

changes: Final = document(
    "changes_list",
    "What has changed",
    found("ChangeList", "Items in the order of their changes."),
    CHANGES,
    (410,),
    description=(
        "For whoever keeps a copy. Ask without `after`, go on with `token` as `after` while `has_more` is "
        "true, and then drop what was not named. Keep the token of each answer together with what the answer "
        "told. Ask again from time to time, with `If-None-Match`: 304 where nothing has happened. Several "
        "changes of one item may be told as one. What leaves a filter is `removed`. A token is good for 90 "
        "days."
    ),
)
