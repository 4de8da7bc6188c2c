"""What a partner reads ahead of everybody is written down in the request itself, before it is answered."""

from collections.abc import Iterable

from cms.partners.keys import Holder
from cms.partners.models import EmbargoReading
from cms.published.ahead import HELD, Ahead
from cms.published.database import fetch


def record(holder: Holder, endpoint: str, items: Iterable[str]) -> None:
    """One statement, however many. Such answers are rare: a write is right here."""
    EmbargoReading.objects.bulk_create(
        EmbargoReading(
            partner_id=holder.partner,
            partner_name=holder.partner_name,
            prefix=holder.prefix,
            item=item,
            how=endpoint,
        )
        for item in dict.fromkeys(items)
    )


def shows(ahead: Ahead, file: str) -> bool:
    """Whether a piece that may be read ahead of everybody shows the file with that key."""
    allowed, parameters = ahead.allowed("held")
    sql = f"SELECT 1 FROM {HELD} held WHERE {allowed} AND held.files @> ARRAY[%s] LIMIT 1"  # noqa: S608
    return bool(fetch(sql, [*parameters, file]))
