"""What several changes of one item amount to, for somebody who has been told of none of them yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cms.published.models import Action, State

# Of what an editor has done to an item that stays, the first counts: as where all is done in one action.
STRONGEST = (Action.PUBLISHED, Action.MOVED, Action.CORRECTED, Action.UPDATED)


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the log. `had`: readers may have seen the item before it, in the part asked for."""

    sequence: int
    at: datetime
    action: str
    item: dict[str, Any]
    had: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """`previous_html_path`: of what has moved, where it was before the first of these changes."""

    action: str
    previous_html_path: str | None = None


def folded(changes: Sequence[Logged], state: str, html_path: str | None, *, shown: bool) -> Folded:
    """`changes`: of one item, in order. `state`, `html_path`: of the item now; `shown`: in this part, now.

    What is not shown now is told to be gone, even if it was not there before: a full sync under way may have
    given it in between.
    """
    if not shown:
        return Folded(Action.WITHDRAWN if state == State.WITHDRAWN else Action.REMOVED)
    actions = {change.action for change in changes}
    if not changes[0].had or actions & {Action.WITHDRAWN, Action.REMOVED}:
        actions.add(Action.PUBLISHED)
    if Action.MOVED in actions:
        moved = next(change.item for change in changes if change.action == Action.MOVED)
        if moved["previous_html_path"] == html_path:  # there and back
            actions = actions - {Action.MOVED} | {Action.UPDATED}
        elif Action.PUBLISHED not in actions:
            return Folded(Action.MOVED, moved["previous_html_path"])
    return Folded(next((each for each in STRONGEST if each in actions), Action.REFRESHED))
