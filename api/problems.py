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
