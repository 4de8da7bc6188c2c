"""What the change feed answers, in few words."""

from collections.abc import Callable
from typing import Any

from cms.published.models import PublishedItem, State

Feed = Callable[..., Any]


def told(answer: Any) -> list[tuple[str, str, bool]]:
    """`(action, key, whether with its content)`."""
    return [(each["action"], each["item"]["key"], each["content"] is not None) for each in answer["items"]]


def end(row: PublishedItem, state: str = State.GONE) -> None:
    row.state, row.content, row.card = state, "", ""
    row.save()


def expired(client: Any, since: str, **chosen: str) -> None:
    answer = client.get("/api/v1/changes/", {"after": since, **chosen})
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
    assert answer.json()["type"].endswith("/problems/token-expired")
    assert "Start again" in answer.json()["detail"]
