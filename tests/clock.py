"""A clock that tests move: Python's and PostgreSQL's together, without a hook in what is tested.

Production SQL says `now()` and `clock_timestamp()`. A test database has functions of these names in a
schema of its own, which its search path puts before PostgreSQL's.
"""

from datetime import UTC, datetime, timedelta

import time_machine
from django.db import connection

INSTALL = """
CREATE SCHEMA test_clock;
CREATE TABLE test_clock.moved (ahead interval NOT NULL);
INSERT INTO test_clock.moved VALUES ('0');
CREATE FUNCTION test_clock.now() RETURNS timestamptz LANGUAGE sql STABLE
    AS 'SELECT pg_catalog.now() + (SELECT ahead FROM test_clock.moved)';
CREATE FUNCTION test_clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS 'SELECT pg_catalog.clock_timestamp() + (SELECT ahead FROM test_clock.moved)';
"""
SEARCH_PATH = "public, test_clock, pg_catalog"


class Clock:
    """Both clocks go on by themselves; `advance` puts them ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)
        self._travel: time_machine.travel | None = None

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def advance(self, **by: float) -> None:
        """Put both clocks ahead: `advance(hours=2)`."""
        moment = self.now + timedelta(**by)
        self.ahead += timedelta(**by)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE test_clock.moved SET ahead = %s", [self.ahead])
        self.stop()
        self._travel = time_machine.travel(moment, tick=True)
        self._travel.start()

    def advance_to(self, moment: datetime) -> None:
        """To just past that moment."""
        self.advance(seconds=(moment - self.now).total_seconds() + 0.01)

    def stop(self) -> None:
        if self._travel:
            self._travel.stop()
            self._travel = None
