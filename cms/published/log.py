"""How far the log of changes is, in the database that reads are asked of."""

from cms.published.database import fetch
from cms.published.models import Change


def has(sequence: int) -> bool:
    """Whether that change, and so all before it, has arrived (the log is in commit order). One query."""
    sql = f"SELECT coalesce(max(sequence), 0) >= %s FROM {Change._meta.db_table}"  # noqa: S608  of constants alone
    ((arrived,),) = fetch(sql, [sequence])
    return bool(arrived)
