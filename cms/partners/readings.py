"""What a partner reads ahead of everybody is written down in the request itself, before it is answered."""

from collections.abc import Iterable, Sequence

from cms.partners.keys import Holder
from cms.partners.models import EmbargoReading
from cms.published.ahead import HELD, Ahead
from cms.published.database import fetch


def record(holder: Holder, endpoint: str, items: Iterable[str], shown_by: Sequence[str] = ()) -> None:
    """One statement, however many. Such answers are rare: a write is right here.

    `shown_by`: of a file, the pieces for whose sake it is given.
    """
    EmbargoReading.objects.bulk_create(
        EmbargoReading(
            partner_id=holder.partner,
            partner_name=holder.partner_name,
            prefix=holder.prefix,
            item=item,
            shown_by=[*shown_by],
            how=endpoint,
        )
        for item in dict.fromkeys(items)
    )


def showing(ahead: Ahead, file: str) -> list[str]:
    """Keys of the pieces that may be read ahead of everybody and show the file with that key."""
    allowed, parameters = ahead.allowed("held")
    sql = f"SELECT held.key FROM {HELD} held WHERE {allowed} AND held.files @> ARRAY[%s] ORDER BY held.key"  # noqa: S608
    return [key for (key,) in fetch(sql, [*parameters, file])]
