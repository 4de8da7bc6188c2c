"""Bodies of any shape get an answer that says what is wrong, never an error of ours."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import Place
from tests.management_api.calls import ManagementApi
from tests.management_api.test_pages import body

WRONG = (None, True, 7, -1.5, "text", "\x00", [], ["text"], {}, {"a": 1}, [[]])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value, from the outside in."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield from places(child, (*path, key))


def replaced(value: Any, path: tuple[Any, ...], by: Any) -> Any:
    if not path:
        return by
    changed = copy.deepcopy(value)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = by
    return changed


@pytest.mark.slow
@pytest.mark.parametrize("index", range(16))
def test_whatever_stands_in_a_block_is_answered(place: Place, api: ManagementApi, index: int) -> None:
    block = body(place)[index]
    meta = {"type": "home.ContentPage", "parent_id": place.home.pk}
    made = api.send("post", "pages/", {"title": "Seite", "meta": meta}).json()
    answers = {
        (path, repr(wrong)): api.send(
            "patch", f"pages/{made['id']}/", {"body": [replaced(block, path, wrong)]}
        ).status_code
        for number, path in enumerate(places(block))
        for wrong in (WRONG[number % len(WRONG)], WRONG[(number * 3 + 5) % len(WRONG)])
    }

    assert set(answers.values()) <= {200, 422}
    assert 422 in answers.values()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ("text", "list"),
        (["text"], "body.0 must be an object"),
        ([{"value": 1}], "body.0.type"),
        ([{"type": "no such block", "value": 1}], "no such block"),
        ([{"type": "quote"}], "body.0.value is missing"),
        ([{"type": "quote", "value": "text"}], "body.0.value must be an object"),
        ([{"type": "quote", "value": {"speker": "A"}}], "body.0.value.speker is unknown"),
        ([{"type": "document", "value": {"document": "x"}}], "body.0.value.document"),
        ([{"type": "accordion", "value": {"items": {"a": 1}}}], "body.0.value.items must be a list"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(place: Place, api: ManagementApi, sent: Any, says: str) -> None:
    meta = {"type": "home.ContentPage", "parent_id": place.home.pk}

    answer = api.send("post", "pages/", {"title": "Seite", "body": sent, "meta": meta})

    assert answer.status_code == 422
    assert says in answer.content.decode()
