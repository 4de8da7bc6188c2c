"""What a gate says."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.encoding import force_str

from cms.pages.places import Place, Placed, keys


@dataclass(frozen=True)
class Problem(Placed):
    """`code` is for programs and never changes; `message` says what is wrong and how to mend it.

    `elsewhere`: the address in the admin where it is mended, where that is not in the page's own form, with
    what to call the link.
    """

    code: str
    place: Place
    message: Any
    elsewhere: tuple[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """As the management API's own validation errors: `{"type", "loc", "msg"}`."""
        return {"type": self.code, "loc": keys(self.place), "msg": force_str(self.message)}

    def __str__(self) -> str:
        return ": ".join(filter(None, [self.where, force_str(self.message)]))


class Refused(Exception):
    """The page is not published, for these reasons.

    No ValidationError: wagtail-localize takes those for something about its strings, and drops some.
    """

    def __init__(self, page: Any, problems: list[Problem]) -> None:
        self.page = page
        self.problems = problems
        super().__init__(page, problems)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def __str__(self) -> str:
        return f"{self.page}: " + " ".join(str(problem) for problem in self.problems)
