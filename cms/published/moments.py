"""How moments are written for readers, wherever they stand."""

from datetime import UTC, datetime


def utc(value: datetime) -> str:
    """RFC 3339 in UTC: `2024-07-02T08:00:00Z`, with microseconds only where there are some."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
