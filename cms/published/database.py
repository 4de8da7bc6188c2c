"""How reads reach the database: plain SQL, autocommit, one round trip."""

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, connections, router
from django.db.models import Model

from cms.published.ahead import Ahead
from cms.published.models import PublishedItem

Row = tuple[Any, ...]


def fetch(
    sql: str, parameters: Sequence[Any], *, ahead: Ahead | None = None, of: type[Model] = PublishedItem
) -> list[Row]:
    """All rows of one SELECT. Raises Django's DatabaseError where the database does not answer.

    `ahead`: for somebody who sees some of what is under embargo, too. `of`: whose database is asked.
    """
    if ahead:
        sql, parameters = ahead.around(sql, parameters)
    connection: Any = connections[router.db_for_read(of)]
    # Django asks an old connection whether it still works, which costs each read a second round
    # trip. A read can be asked again instead.
    connection.health_check_done = True
    try:
        return _fetch(connection, sql, parameters)
    except DatabaseError:
        lost = connection.connection is not None and connection.connection.closed
        if not lost or connection.in_atomic_block:
            raise
        connection.close()
        return _fetch(connection, sql, parameters)


def _fetch(connection: Any, sql: str, parameters: Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[Row] = cursor.fetchall()
        return rows
