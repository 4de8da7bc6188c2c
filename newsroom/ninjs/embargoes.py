"""An item's embargo, which is its whole piece's: an import sets it and moves it later, never sooner.

Language versions come as items of their own, and what one of them leaves out must not let another one go.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import override

from cms.embargoes.acts import hold as hold_piece
from cms.embargoes.piece import Piece
from cms.pages.models import Embargo
from newsroom.models import NewsPage


def hold(page: NewsPage, until: datetime | None, notes: list[str]) -> None:
    """ValidationError where something of the piece is public already: the item is refused as a whole."""
    held = Embargo.of(page)
    if until is None or until <= timezone.now():
        if held and held.is_in_force:
            notes.append(f"its piece stays under embargo until {held}")
    elif held is None or held.until < until:
        with override("en"):
            hold_piece(Piece.of(page), until, "UTC")
    elif held.until > until:
        notes.append(f"its piece stays under embargo until {held}, which is later than the item's")
