"""What a web process counts in memory, and tells all others of once a second.

A request costs a few additions under a lock. One thread in each web process brings what was counted to the
database, and gets back what all processes have counted together. What that lets through is in
docs/decisions/0050.
"""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

import atexit
import logging
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from threading import Event, Lock, Thread
from time import time
from typing import Any, Final

from django.db import Error, connection, transaction

from cms.partners.models import FieldUse, Key, Partner, Spent, Usage

logger = logging.getLogger(__name__)

EVERY_SECONDS: Final = 1.0
# Subjects that are remembered at once, some 300 bytes each. Whoever sends from more networks than this makes
# older ones forgotten, and is a case for the network before us.
MOST_WINDOWS: Final = 50_000
# Kinds of usage that wait to be written: partners by endpoints by fields.
MOST_USES: Final = 20_000

Window = tuple[str, int, int]  # subject, seconds, start
SPEND: Final = f"""
    INSERT INTO {Spent._meta.db_table} AS spent (subject, seconds, start, requests)
    SELECT * FROM unnest(%s::text[], %s::int[], %s::bigint[], %s::bigint[])
    ON CONFLICT (subject, seconds, start) DO UPDATE SET requests = spent.requests + excluded.requests
    RETURNING subject, seconds, start, requests
"""
USE: Final = f"""
    INSERT INTO {Usage._meta.db_table} AS used (day, partner_id, endpoint, requests)
    SELECT told.* FROM unnest(%s::date[], %s::bigint[], %s::text[], %s::bigint[])
        told (day, partner, endpoint, n)
    WHERE partner IS NULL OR EXISTS (SELECT 1 FROM {Partner._meta.db_table} p WHERE p.id = partner)
    ON CONFLICT (day, partner_id, endpoint) DO UPDATE SET requests = used.requests + excluded.requests
"""
USE_FIELDS: Final = f"""
    INSERT INTO {FieldUse._meta.db_table} AS used (day, key_id, endpoint, field, requests)
    SELECT told.* FROM unnest(%s::date[], %s::bigint[], %s::text[], %s::text[], %s::bigint[])
        told (day, holder, endpoint, field, n)
    WHERE EXISTS (SELECT 1 FROM {Key._meta.db_table} k WHERE k.id = holder)
    ON CONFLICT (day, key_id, endpoint, field) DO UPDATE SET requests = used.requests + excluded.requests
"""
USED_LAST: Final = f"""
    UPDATE {Key._meta.db_table} k SET last_used_at = greatest(k.last_used_at, told.at)
    FROM unnest(%s::bigint[], %s::timestamptz[]) told (holder, at) WHERE k.id = told.holder
"""
FORGET: Final = f"DELETE FROM {Spent._meta.db_table} WHERE start + seconds < %s"


class Counted:
    """Of one window: `known` to the database, and `mine`, of which it has not been told."""

    __slots__ = ("known", "mine", "worth")

    def __init__(self) -> None:
        self.known = self.mine = 0
        self.worth = 0.0

    @property
    def used(self) -> int:
        return self.known + self.mine


class Tally:
    """Of this process. `exchange` makes it know what the others have counted."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[Window, Counted] = {}
        self._uses: Counter[tuple[date, int | None, str]] = Counter()
        self._fields: Counter[tuple[date, int, str, str]] = Counter()
        self._last_used: dict[int, datetime] = {}

    def spend(
        self, subject: str, windows: Sequence[tuple[int, int, int]], worth: float = 0
    ) -> tuple[bool, list[int]]:
        """Count a request in these windows `(seconds, start, quota)`, or in none where one is full.

        Whether it was counted, and how many there are in each.

        `worth`: the part of a quota from which on others are told of it.
        """
        with self._lock:
            found = [self._window((subject, seconds, start)) for seconds, start, _ in windows]
            within = all(each.used < quota for each, (_, _, quota) in zip(found, windows, strict=True))
            for each, (_, _, quota) in zip(found, windows, strict=True):
                each.mine += within
                each.worth = worth * quota
            return within, [each.used for each in found]

    def use(
        self, partner: int | None, endpoint: str, key: int | None = None, fields: Sequence[str] = ()
    ) -> None:
        """Note a request of today. `fields`: what a key has asked for."""
        now = datetime.now(UTC)
        with self._lock:
            if len(self._uses) + len(self._fields) < MOST_USES:
                self._uses[now.date(), partner, endpoint] += 1
                if key is not None:
                    self._fields.update((now.date(), key, endpoint, field) for field in fields)
            if key is not None:
                self._last_used[key] = now

    def _window(self, window: Window) -> Counted:
        found = self._windows.get(window)
        if found is None:
            while len(self._windows) >= MOST_WINDOWS:
                self._windows.pop(next(iter(self._windows)))
            found = self._windows[window] = Counted()
        return found

    def exchange(self) -> None:
        """Tell the database what was counted since, and learn what all have counted.

        Raises Django's database Error, and then tells it the next time.
        """
        told, uses, fields, last_used = self._take()
        if not (told or uses or fields or last_used):
            return
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                known = write(cursor, told, uses, fields, last_used)
        except Error:
            with self._lock:
                for window, count in told.items():
                    counted = self._window(window)
                    counted.known, counted.mine = max(counted.known - count, 0), counted.mine + count
                self._uses += uses
                self._fields += fields
                self._last_used = {**last_used, **self._last_used}
            raise
        with self._lock:
            for window, count in known.items():
                self._window(window).known = count

    def _take(self) -> tuple[Any, ...]:
        """What is to be told, which is then told by nobody else; and forget what is over."""
        now = time()
        with self._lock:
            for window in [each for each in self._windows if each[1] + each[2] < now]:
                del self._windows[window]
            told = {
                window: each.mine
                for window, each in self._windows.items()
                if each.mine and each.used >= each.worth
            }
            for window, count in told.items():
                counted = self._windows[window]
                counted.known, counted.mine = counted.used, counted.mine - count
            taken = told, self._uses, self._fields, self._last_used
            self._uses, self._fields, self._last_used = Counter(), Counter(), {}
        return taken


def write(
    cursor: Any, told: dict[Window, int], uses: Any, fields: Any, last_used: dict[int, datetime]
) -> dict[Window, int]:
    """In an order that is the same in all processes: none waits for one that waits for it."""
    known: dict[Window, int] = {}
    if told:
        cursor.execute(SPEND, columns(told))
        known = {(subject, seconds, start): count for subject, seconds, start, count in cursor.fetchall()}
        cursor.execute(FORGET, [int(time())])
    if uses:
        cursor.execute(USE, columns(uses))
    if fields:
        cursor.execute(USE_FIELDS, columns(fields))
    if last_used:
        ordered = sorted(last_used.items())
        cursor.execute(USED_LAST, [[key for key, _ in ordered], [at for _, at in ordered]])
    return known


def columns(counts: dict[Any, int]) -> list[list[Any]]:
    rows = sorted(((*key, count) for key, count in counts.items()), key=repr)
    return [list(column) for column in zip(*rows, strict=True)]


tally: Final = Tally()


def exchange_in_background() -> None:
    """Exchange once a second until the process ends, and a last time then. For a web process, once."""
    ending = Event()

    def go_on() -> None:
        while not ending.wait(EVERY_SECONDS):
            try:
                exchange()
            except Exception:  # whatever it is, limits are counted together again a second later
                logger.exception("What was counted could not be told.")
        exchange()
        connection.close()

    thread = Thread(target=go_on, name="counting", daemon=True)
    thread.start()

    def end() -> None:
        ending.set()
        thread.join(2)

    atexit.register(end)


def exchange() -> None:
    """As the thread does it: what cannot be told now is told later."""
    try:
        tally.exchange()
    except Error as error:
        logger.warning("What was counted is told later: %s", error)
        connection.close()
