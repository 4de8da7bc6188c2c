"""To hold a piece, and to let it go: the admin, the management API and imports do it by these alone.

Each is a door: all language versions, and whatever shows them, are projected in the same transaction.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from cms.embargoes import audit
from cms.embargoes.piece import Piece
from cms.pages.models import Embargo
from cms.projection.doors import door
from cms.projection.store import clock, lock

# What readers see follows the old moment until a move is committed: for a large piece, some seconds.
TOO_LATE: Final = timedelta(seconds=10)


def hold(piece: Piece, until: datetime, time_zone: str, user: Any = None) -> Embargo:
    """Set the piece's embargo, or move it. Without a user it is a command that does so, and may.

    ValidationError where it cannot be held any more, or not until then; PermissionDenied.
    """
    with door():
        piece = piece.locked()
        refuse(piece, user)
        # A version that is made and published at this moment has no row to be held by. What publishes it is
        # public before this lock is had, and so refuses the embargo, or waits for it, and is held. And the
        # lock may have been another's for long: what was in time may have begun meanwhile.
        now, before = lock(), piece.embargo
        if until <= now:
            raise ValidationError(_("The embargo's moment is past."), code="past")
        in_time(piece, now)
        held, _new = Embargo.objects.update_or_create(
            translation_key=piece.page.translation_key,
            defaults={"until": until, "time_zone": time_zone, "set_by": user},
        )
        moved = before and before.until > now
        note(piece, audit.MOVED if moved else audit.SET, user, held, before if moved else None)
    return held


def let_go(piece: Piece, user: Any = None) -> None:
    """Cancel the piece's embargo: what of it is published is public at once, with this moment as its date.

    ValidationError where none is in force; PermissionDenied.
    """
    with door():
        piece = piece.locked()
        refuse(piece, user)
        now, held = clock(), piece.embargo
        if held is None or held.until <= now:
            raise ValidationError(_("This piece is under no embargo."), code="none")
        note(piece, audit.CANCELLED, user, held)
        held.until, held.set_by = now, user
        held.save()


def in_time(piece: Piece, now: datetime) -> None:
    """ValidationError where readers see some of it, or will before this can be committed."""
    begins = piece.begins(now)
    if begins and begins <= now:
        raise ValidationError(
            _("Something of this piece is public already. To embargo it, unpublish that first."),
            code="public",
        )
    if begins and begins <= now + TOO_LATE:
        raise ValidationError(
            _("It becomes public in a few seconds. That is too late to hold it."), code="late"
        )


def refuse(piece: Piece, user: Any) -> None:
    if user is not None and not piece.may_change(user):
        raise PermissionDenied(_("Only who may publish all that is published of this piece may do that."))


def note(piece: Piece, action: str, user: Any, held: Embargo, before: Embargo | None = None) -> None:
    """In the history of each version."""
    more = {"was": audit.moment(before)} if before else {}
    for page in piece.versions:
        audit.write(page, action, held, user, **more)
