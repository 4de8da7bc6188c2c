"""Sending a stored file: whole, in part (RFC 9110, 14), or not at all where the client has it."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

# Nothing in a file may run, be guessed to be something else, or load anything.
HARMLESS: Final = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}
# Up to here (bytes) a file is handed over whole: no thread then waits for its reader.
WHOLE: Final = 512 * 1024
RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def send(
    request: HttpRequest, storage: Any, name: str, *, tag: str, content_type: str, disposition: str = ""
) -> HttpResponseBase:
    """200, 206, 304 or 416; without a body for HEAD. `tag` changes whenever the bytes do.

    OSError: the storage does not have the file, or does not answer.
    """
    etag = f'"{tag}"'
    if knows(request, etag):
        return described(HttpResponse(status=304), etag)
    size = storage.size(name)
    asked = part(request, etag, size)
    if asked is None:
        first, length, status = 0, size, 200
    elif asked[0] >= size or asked[1] < asked[0]:
        refused = described(HttpResponse(status=416), etag)
        refused.headers["Content-Range"] = f"bytes */{size}"
        return refused
    else:
        first, length, status = asked[0], asked[1] - asked[0] + 1, 206
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(status=status)
    else:
        # The first piece now: a file that can't be read must not begin as a 200.
        pieces = storage.pieces(name, first, length)
        body = Begun(next(pieces, b""), pieces)
        response = HttpResponse(body) if length <= WHOLE else StreamingHttpResponse(body)
        response.status_code = status
    response.headers["Content-Type"] = content_type
    response.headers["Content-Length"] = str(length)
    response.headers["Accept-Ranges"] = "bytes"
    if disposition:
        response.headers["Content-Disposition"] = disposition
    if status == 206:
        response.headers["Content-Range"] = f"bytes {first}-{first + length - 1}/{size}"
    return described(response, etag)


def described(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    for header, value in {"ETag": etag, **HARMLESS}.items():
        response.headers[header] = value
    if response.status_code in (304, 416):
        del response.headers["Content-Type"]
    return response


class Begun:
    """Pieces whose first was read ahead. Closing it closes the file, however far the client came."""

    def __init__(self, first: bytes, rest: Iterator[bytes]) -> None:
        self.first, self.rest = first, rest

    def __iter__(self) -> Iterator[bytes]:
        yield self.first
        yield from self.rest

    def close(self) -> None:
        self.rest.close()  # type: ignore[attr-defined]


def knows(request: HttpRequest, etag: str) -> bool:
    """Weak comparison with If-None-Match (RFC 9110, 13.1.2)."""
    tags = request.headers.get("If-None-Match", "").split(",")
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in tags)


def part(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for, or None for the whole file.

    Several ranges at once, and what can't be read as a range, are the whole file; so is a range
    under If-Range of a file that has changed since.
    """
    if request.headers.get("If-Range", etag) != etag:
        return None
    match = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:  # the last bytes
        return (max(size - int(last), 0), size - 1) if int(last) else (size, size)
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1
