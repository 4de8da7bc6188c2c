"""What the OpenAPI document says of answers' headers, and of what they spare."""

from typing import Any, Final

from cms.json_schema import ANY_TEXT, INTEGER, TEXT, URL

# By name: schema and description. Wherever one is named below, it is always there.
HEADERS: Final = {
    "Cache-Control": (TEXT, "For browsers: under a minute, and never longer than the answer holds."),
    "ETag": ({**ANY_TEXT, "pattern": '^"[0-9a-f]{32}"$'}, "Changes with every byte; see `If-None-Match`."),
    "Surrogate-Key": (TEXT, "What is purged at the edge when any of this changes; with spaces between."),
    "Cache-Tag": (TEXT, "The same with commas between."),
    "Location": (URL, "Where to go on, as a full address."),
    "WWW-Authenticate": (
        TEXT,
        "What is asked for, and what is wrong with the key given (RFC 6750).",
    ),
    "RateLimit": (TEXT, "What is left of each limit, and in how many seconds it begins anew (IETF draft)."),
    "RateLimit-Policy": (TEXT, "The limits: so many requests in so many seconds (IETF draft)."),
    "Retry-After": ({**INTEGER, "minimum": 1}, "In how many seconds to try again."),
}
ALWAYS: Final = ("Cache-Control",)
# Of what may be kept by caches.
KEPT: Final = {
    "200": ("ETag", "Surrogate-Key", "Cache-Tag"),
    "302": ("Location", "Surrogate-Key", "Cache-Tag"),
    "304": ("ETag", "Surrogate-Key", "Cache-Tag"),
}
UNCHANGED: Final = {"description": "The answer whose `ETag` stands in `If-None-Match` still holds."}
OTHERS: Final = {
    "401": ("WWW-Authenticate",),
    "429": ("Retry-After", "RateLimit", "RateLimit-Policy"),
    "503": ("Retry-After",),
}
# Operations whose answers nothing may keep.
PRIVATE: Final = {"preview", "usage"}


def components() -> dict[str, Any]:
    return {
        name: {"schema": schema, "description": description, "required": True}
        for name, (schema, description) in HEADERS.items()
    }


def add_headers(operation: dict[str, Any]) -> None:
    """Name the headers of each of the operation's answers, and the one that is nothing but headers."""
    responses = operation["responses"]
    kept = {} if operation["operationId"] in PRIVATE else KEPT
    if kept and "200" in responses:
        responses["304"] = dict(UNCHANGED)
    for status, response in responses.items():
        names = (*ALWAYS, *kept.get(status, ()), *OTHERS.get(status, ()))
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
