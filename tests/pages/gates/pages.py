"""Pages that lack something, and what the gates say of them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from cms.pages.gates import problems_of

Codes = Callable[..., list[tuple[str, str]]]


def codes_of(page: Any, user: Any = None) -> list[tuple[str, str]]:
    """`(code, place)` of each problem that keeps the latest draft from being published; places in dots."""
    draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
    return [
        (problem.code, ".".join(str(key) for key in problem.as_json()["loc"]))
        for problem in problems_of(draft, user)
    ]


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid4()), "value": value}


def with_body(page: Any, *blocks: dict[str, Any]) -> Any:
    """The page with that body as its latest draft."""
    page.body = page.body.stream_block.to_python(list(blocks))
    page.save_revision(clean=False)
    return page


def picture(image: Any, **more: Any) -> dict[str, Any]:
    return {"image": image.pk, "alt": "", "decorative": False, "caption": "", **more}


def quote(text: str, language: str = "", speaker: str = "Amina Yusuf") -> dict[str, Any]:
    return {
        "text": f"<p>{text}</p>",
        "speaker": speaker,
        "role": "",
        "organisation": "",
        "original_language": language,
    }
