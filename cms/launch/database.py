"""Is the database one that Dateline can work on? Asked at every start, answered in one line."""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from cms.launch.errors import LaunchError

OLDEST_SERVER = 15


def place(address: str) -> str:
    """Where an address points, without its password."""
    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        raise LaunchError(
            "DATABASE_URL is not a PostgreSQL address (postgresql://user:password@host/name)."
        ) from None
    host = parts.get("host") or "the local socket"
    port = f":{parts['port']}" if parts.get("port") else ""
    return f"{host}{port}/{parts.get('dbname') or ''}"


def refuse_unfit(address: str) -> None:
    """LaunchError where the database does not answer, is too old, or does not know letters beyond ASCII.

    With the character type C, lower('Ä') stays 'Ä', and search in every language but English finds less
    than there is, without any error.
    """
    where = place(address)
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            encoding = connection.info.parameter_status("server_encoding")
            version = connection.info.server_version // 10000
            row = connection.execute("SELECT lower('Ä') = 'ä'").fetchone() if encoding == "UTF8" else None
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise LaunchError(f"The database at {where} does not answer: {reason[-300:]}") from None
    if version < OLDEST_SERVER:
        raise LaunchError(
            f"The database at {where} is PostgreSQL {version}; Dateline needs {OLDEST_SERVER} or newer."
        )
    if row is None:
        raise LaunchError(f"The database at {where} is encoded as {encoding}; Dateline needs UTF8.")
    if not row[0]:
        raise LaunchError(
            f"The database at {where} does not know letters beyond ASCII (lower('Ä') stays 'Ä'): "
            "make it with a UTF-8 type, as in CREATE DATABASE … LOCALE 'C.UTF-8' TEMPLATE template0."
        )
