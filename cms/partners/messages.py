"""The body of a message: a change without content, as the change feed tells it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from cms.published.models import Action
from cms.published.moments import utc


@dataclass(frozen=True)
class Message:
    """`event`: an Action, or a test, which is of no change and has no `sequence` and `item`."""

    event: str
    at: datetime
    sequence: int | None = None
    item: dict[str, Any] | None = None

    @property
    def type(self) -> str:
        return f"item.{self.event}" if self.item else f"webhook.{self.event}"

    def body(self) -> bytes:
        """The same bytes whenever it is made."""
        at = utc(self.at)
        data: dict[str, Any] = {}
        if self.item:
            moved = self.event == Action.MOVED
            previous = self.item["previous_html_path"] if moved else None
            item = {**self.item, "previous_html_path": previous}
            data = {"sequence": self.sequence, "action": self.event, "at": at, "item": item}
        return orjson.dumps({"type": self.type, "timestamp": at, "data": data})
