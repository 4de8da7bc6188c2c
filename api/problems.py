"""Every kind of problem that the API answers with: its stable name, its status, and its page."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """`title` stands in every answer of that kind; `explanation` on its page, in paragraphs."""

    name: str
    status: int
    title: str
    explanation: str


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind(
            "unknown-parameter",
            400,
            "Unknown parameter",
            "The address has a parameter that this endpoint does not know. It is refused rather than "
            "ignored, so that a misspelt filter never looks like an answer.\n"
            "The list “errors” names each parameter, with the nearest known name where there is one.",
        ),
        Kind(
            "invalid-parameter",
            400,
            "Invalid parameter",
            "A parameter's value is malformed, is not one of a fixed list, or does not go together with "
            "another parameter.\n"
            "The list “errors” says what is wrong with each. An id or a slug that merely matches nothing "
            "is no error: the list is then empty.",
        ),
        Kind(
            "not-found",
            404,
            "Not found",
            "Nothing public is here. The answer does not say whether there ever was, or will be, something.",
        ),
        Kind(
            "key-refused",
            401,
            "No valid key",
            "The key in the header “Authorization” is unknown, expired or revoked, or there is none where "
            "one is needed. It goes there as “Bearer” and the key, and nowhere else: addresses are written "
            "down on their way.\n"
            "Without that header, everything that is public is there to be read. Ask whoever runs this site "
            "for a new key.",
        ),
        Kind(
            "scope-missing",
            403,
            "Not what this key is for",
            "The key is good, and was given out without the scope that this takes: “read”, “embargo” or "
            "“metrics”. Ask whoever runs this site.",
        ),
        Kind(
            "too-many-requests",
            429,
            "Too many requests",
            "More was asked than is agreed on in this window of time. “Retry-After” says in how many seconds "
            "the next one begins, “RateLimit-Policy” what the limits are, and “RateLimit” what is left.\n"
            "Whoever needs more gets a key: ask whoever runs this site. A change feed or a webhook spares "
            "most requests.",
        ),
        Kind(
            "preview-refused",
            403,
            "No preview",
            "The link to this draft has expired, was revoked, or is none that was given out here. Ask for a "
            "new one where you have it from.",
        ),
        Kind(
            "gone",
            410,
            "Gone",
            "This was public and is no longer. It is not coming back under this address unless it is "
            "published again: remove it from indexes and stores.",
        ),
        Kind(
            "withdrawn",
            410,
            "Withdrawn",
            "The publisher has withdrawn this. “item” says what it was, “withdrawal” when and why: show "
            "that explanation in its place.",
        ),
        Kind(
            "token-expired",
            410,
            "Token expired",
            "The log of changes does not lead on from this token. It is older than 90 days, or the log is "
            "another one since, as after a restore from a backup: what has happened meanwhile cannot be "
            "told.\n"
            "Start again: ask without “after”, take what you get for what there is, and drop what was not "
            "named once “has_more” is false.",
        ),
        Kind(
            "method-not-allowed",
            405,
            "Method not allowed",
            "The API is for reading: GET, HEAD and OPTIONS.",
        ),
        Kind(
            "query-too-long",
            414,
            "Query too long",
            "The part of the address after the question mark may have 4,096 bytes. Ask in several requests.",
        ),
        Kind(
            "server-error",
            500,
            "Server error",
            "Something went wrong on our side. Try again later; if it stays so, tell whoever runs this site.",
        ),
        Kind(
            "not-implemented",
            501,
            "Not implemented",
            "This endpoint does not answer in the format that was asked for. oEmbed is JSON here.",
        ),
        Kind(
            "unavailable",
            503,
            "Temporarily unavailable",
            "The server cannot answer right now. The header “Retry-After” says after how many seconds to "
            "try again.",
        ),
    )
}
