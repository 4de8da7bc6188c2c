"""A key: how it is made, what is stored of it, and whose it is.

Only the SHA-256 of a key is stored. A slow hash is for what people think up; nobody guesses 256 random bits,
and a reader must not wait for one.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from cms.partners.models import Key, Partner, Scope
from cms.published.ahead import Ahead
from cms.published.database import fetch
from cms.published.models import PublishedSite

# `dtl_`, what may be seen of it, and 256 random bits: so it is known as a key, wherever one is lost.
MARK: Final = "dtl_"
FORM: Final = re.compile(rf"{MARK}[0-9a-f]{{8}}_[A-Za-z0-9_-]{{43}}")
PREFIX_LENGTH: Final = 12

HOLDER: Final = f"""
    SELECT k.id, k.prefix, k.scopes, k.revoked_at IS NOT NULL, coalesce(k.expires_at <= now(), false),
           p.id, p.name, p.per_hour, p.per_day, p.kinds, p.sites <> '{{}}',
           ARRAY(SELECT s.host FROM {PublishedSite._meta.db_table} s WHERE s.site_id = ANY(p.sites))
    FROM {Key._meta.db_table} k JOIN {Partner._meta.db_table} p ON p.id = k.partner_id
    WHERE k.digest = %s
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key it is, and what it is for. `ahead`: what of embargoed pieces that partner may read."""

    key: int
    prefix: str
    scopes: tuple[str, ...]
    is_revoked: bool
    is_expired: bool
    partner: int
    partner_name: str
    per_hour: int
    per_day: int
    ahead: Ahead

    def may(self, scope: Scope) -> bool:
        return scope in self.scopes


def new_key() -> str:
    return f"{MARK}{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"


def prefix_of(key: str) -> str:
    """What the admin shows of it. It tells nothing of the rest."""
    return key[:PREFIX_LENGTH]


def digest_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def holder_of(key: str) -> Holder | None:
    """Whose key it is, revoked and expired ones too; None where it is nobody's. One query, each time anew:
    so a key that was revoked opens nothing any more, in no process."""
    if not FORM.fullmatch(key):
        return None
    rows = fetch(HOLDER, [digest_of(key)], of=Key)
    if not rows:
        return None
    pk, prefix, scopes, revoked, expired, partner, name, per_hour, per_day, kinds, some, hosts = rows[0]
    ahead = ahead_of(hosts if some else None, kinds)
    return Holder(pk, prefix, tuple(scopes), revoked, expired, partner, name, per_hour, per_day, ahead)


def ahead_of(hosts: Iterable[str] | None, kinds: Iterable[str]) -> Ahead:
    """What a partner may read before everybody. `hosts`: of the sites chosen, None where none was; no kinds
    are all of them."""
    return Ahead(None if hosts is None else tuple(hosts), tuple(kinds) or None)


def issue(
    partner: Partner, name: str, scopes: Sequence[str], expires_at: datetime | None = None
) -> tuple[Key, str]:
    """A new key of the partner, and what nobody can be shown again."""
    key = new_key()
    made = Key.objects.create(
        partner=partner,
        name=name,
        prefix=prefix_of(key),
        digest=digest_of(key),
        scopes=[*scopes],
        expires_at=expires_at,
    )
    return made, key
