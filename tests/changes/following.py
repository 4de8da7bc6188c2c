"""Somebody who keeps a copy by the rules of the API (docs/changes.md), in a few lines."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client


@dataclass
class Follower:
    """Of the part that is `chosen`. `copy`: content by key."""

    chosen: dict[str, str] = field(default_factory=dict)
    limit: int = 100
    token: str = ""
    copy: dict[str, Any] = field(default_factory=dict)
    highest: int = 0

    def ask(self, client: Client) -> tuple[list[dict[str, Any]], bool]:
        """One answer's changes, and whether there are more."""
        after = {"after": self.token} if self.token else {}
        answer = client.get("/api/v1/changes/", {**self.chosen, "limit": str(self.limit), **after})
        if answer.status_code == 410 or (answer.status_code == 400 and not self.token):
            # Another site has the name; or there is none yet.
            self.token, self.copy, self.highest = "", {}, 0
            return [], answer.status_code == 410
        assert answer.status_code == 200, answer.content
        items, meta = answer.json()["items"], answer.json()["meta"]
        for each in items:
            if each["sequence"] is not None:
                assert each["sequence"] > self.highest, "twice, or out of order"
                self.highest = each["sequence"]
            if each["content"] is None:
                self.copy.pop(each["item"]["key"], None)
            else:
                self.copy[each["item"]["key"]] = each["content"]
        self.token = meta["token"]
        return items, meta["has_more"]

    def catch_up(self, client: Client) -> "Follower":
        while self.ask(client)[1]:
            pass
        return self
