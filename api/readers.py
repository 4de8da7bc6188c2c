"""Who reads: anybody, or whoever has a key. What that key opens, and how much may be asked (docs/keys.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest

from api.errors import Problem
from api.fields import asked_names
from cms.partners import readings
from cms.partners.clients import client_of
from cms.partners.counting import tally
from cms.partners.keys import Holder, holder_of
from cms.partners.limits import WORTH, Standing, of_address, of_partner, spend
from cms.partners.models import Scope
from cms.published.ahead import Ahead

REALM: Final = 'Bearer realm="Dateline"'
# What costs next to nothing, or is asked for by the dozen for one page. Whoever asks too much of it meets
# cms.launch.overload.
UNLIMITED: Final = ("media:", "problem", "openapi", "docs", "embed_news")
# Between a browser and a proxy in front, which hands it on: not meant for us.
OF_PROXIES: Final = {"basic", "digest", "negotiate"}
# What a key that was made for nothing else may ask for.
OF_METRICS: Final = "usage"


@dataclass
class Reader:
    """Of one request. `holder`: of its key, None where it has none. `standings`: of its limits.

    What views note: `is_ahead`, that it asks for what is embargoed; `recorded`, what is on record by now.
    """

    endpoint: str
    holder: Holder | None = None
    standings: Sequence[Standing] = ()
    is_ahead: bool = False
    recorded: set[str] = field(default_factory=set)

    def ahead(self) -> Ahead:
        """What it may read ahead of everybody. Raises a Problem where that is nothing."""
        self.is_ahead = True
        if self.holder is None:
            detail = "What is under embargo is for keys with the scope “embargo”."
            raise Problem("key-refused", detail, headers={"WWW-Authenticate": REALM})
        self.ask_for(Scope.EMBARGO)
        return self.holder.ahead

    def ask_for(self, scope: Scope) -> None:
        """Raises a Problem where the key was not given out for that."""
        if self.holder and not self.holder.may(scope):
            challenge = f'{REALM}, error="insufficient_scope", scope="{scope.value}"'
            raise Problem(
                "scope-missing",
                f"This takes a key with the scope “{scope.value}”.",
                headers={"WWW-Authenticate": challenge},
            )

    def has_read(self, items: Iterable[str], shown_by: Sequence[str] = ()) -> None:
        """Put on record, before they are given out, that these are read ahead of everybody.

        `shown_by`: of a file, the pieces for whose sake it is given.
        """
        assert self.holder is not None  # noqa: S101  `ahead` has asked
        # A picture is asked for twice where it has to be made first: that is one reading.
        if new := [item for item in items if item not in self.recorded]:
            self.recorded.update(new)
            readings.record(self.holder, self.endpoint, new, shown_by)

    def may_have(self, file: str) -> bool:
        """Whether it may have that image or document for the sake of a piece that it may read ahead of
        everybody. If so, that is on record."""
        if self.holder is None or not self.holder.may(Scope.EMBARGO):
            return False
        self.is_ahead = True
        pieces = readings.showing(self.holder.ahead, file)
        if not pieces:
            return False
        self.has_read([file], pieces)
        return True

    def counted(self, query: str) -> None:
        """As used, once it is answered, be it from memory: by then it is known that these are fields."""
        if self.holder:
            tally.use(self.holder.partner, self.endpoint, self.holder.key, fields_in(query))
        else:
            tally.use(None, self.endpoint)


def fields_in(query: str) -> Sequence[str]:
    fields = dict(parse_qsl(query)).get("fields", "")
    try:
        return asked_names(fields) if fields else ()
    except ValueError:  # of an endpoint that knows none, and takes no notice
        return ()


def reader_of(request: HttpRequest, endpoint: str) -> Reader:
    """Who asks. Raises a Problem: for a key that is not good, and beyond what may be asked."""
    authorization = request.META.get("HTTP_AUTHORIZATION")
    if authorization and authorization.strip().partition(" ")[0].lower() in OF_PROXIES:
        authorization = None
    limited = not endpoint.startswith(UNLIMITED)
    if authorization is None:
        return Reader(endpoint, standings=within_limit(request) if limited else ())
    holder = holder_of(key_in(authorization))
    if holder is None or holder.is_revoked or holder.is_expired:
        if limited:  # who tries out keys
            within_limit(request)
        raise refused(holder)
    reader = Reader(endpoint, holder)
    reader.ask_for(Scope.METRICS if endpoint == OF_METRICS else Scope.READ)
    if limited:
        within, reader.standings = spend(*of_partner(holder))
        if not within:
            raise exceeded(reader.standings)
    return reader


def key_in(authorization: str) -> str:
    """What stands behind `Bearer` (RFC 6750, 2.1), empty where that does not stand there."""
    scheme, _, key = authorization.strip().partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def refused(holder: Holder | None) -> Problem:
    if holder is None:
        detail = "This key is unknown. It goes into the header as “Authorization: Bearer dtl_…”."
    elif holder.is_revoked:
        detail = f"This key ({holder.prefix}…) was revoked."
    else:
        detail = f"This key ({holder.prefix}…) has expired."
    challenge = (
        f'{REALM}, error="invalid_token", error_description="{detail.encode("ascii", "ignore").decode()}"'
    )
    return Problem("key-refused", detail, headers={"WWW-Authenticate": challenge})


def within_limit(request: HttpRequest) -> list[Standing]:
    """Raises a Problem where the address has asked too much."""
    client = client_of(request.META) if settings.ANONYMOUS_PER_MINUTE else None
    if client is None:
        return []
    within, standings = spend(*of_address(client), worth=WORTH)
    if not within:
        raise exceeded(standings)
    return standings


def exceeded(standings: Sequence[Standing]) -> Problem:
    seconds = max(each.resets for each in standings if not each.left)
    detail = f"That was too much for now. Ask again in {seconds} seconds."
    return Problem(
        "too-many-requests", detail, headers={"Retry-After": str(seconds), **limit_headers(standings)}
    )


def limit_headers(standings: Sequence[Standing]) -> dict[str, str]:
    """draft-ietf-httpapi-ratelimit-headers: lists of structured fields (RFC 9651)."""
    if not standings:
        return {}
    policies = (f'"{each.policy.name}";q={each.policy.quota};w={each.policy.seconds}' for each in standings)
    left = (f'"{each.policy.name}";r={each.left};t={each.resets}' for each in standings)
    return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}
