"""The world of the projection's tests: redirects follow pages about in it."""

from tests.projection.conftest import admin, clock, database, laboratory, world

__all__ = ["admin", "clock", "database", "laboratory", "world"]
