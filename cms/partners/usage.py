"""What was counted of a partner, and for how long it is kept."""

# Only constants are put into SQL here; values are parameters.
# ruff: noqa: S608

from datetime import timedelta
from typing import Final

from django.utils import timezone

from cms.partners.models import FieldUse, Key, Usage
from cms.published.database import Row, fetch

# As long as the log of changes: what is older tells nobody anything that he could still act on.
KEPT: Final = timedelta(days=90)
# More than a partner's endpoints in that time; fields of many keys are cut off at the oldest days.
MOST_ROWS: Final = 10_000


def of_partner(pk: int) -> list[Row]:
    """`(day, endpoint, requests)`, the newest first."""
    return fetch(
        f"SELECT day, endpoint, requests FROM {Usage._meta.db_table} WHERE partner_id = %s"
        " ORDER BY day DESC, endpoint LIMIT %s",
        [pk, MOST_ROWS],
        of=Usage,
    )


def fields_of_partner(pk: int) -> list[Row]:
    """`(day, beginning of the key, endpoint, field, requests)`, the newest first."""
    return fetch(
        "SELECT used.day, k.prefix, used.endpoint, used.field, used.requests"
        f" FROM {FieldUse._meta.db_table} used JOIN {Key._meta.db_table} k ON k.id = used.key_id"
        " WHERE k.partner_id = %s ORDER BY used.day DESC, k.prefix, used.endpoint, used.field LIMIT %s",
        [pk, MOST_ROWS],
        of=FieldUse,
    )


def forget() -> None:
    """What is older than that."""
    first = (timezone.now() - KEPT).date()
    for model in (Usage, FieldUse):
        model._default_manager.filter(day__lt=first).delete()
