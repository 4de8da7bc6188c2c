"""How somebody tries something by address: in the admin, its bulk actions, the management API."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from cms.pages import quotes
from cms.pages.translating import machine_texts
from cms.published.models import Change
from cms.translations import machine
from cms.translations import views as as_it_is
from cms.translations.releasing import left
from tests import factories
from tests.roles.conftest import Person
from tests.roles.desk import Desk

Try = Callable[[Person, Desk], Any]
OF_VERSIONS: Final = {"chosen", "note"}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Attempt(NamedTuple):
    """`refusals`: of what kind the answer is to anybody else."""

    allowed: set[str]
    make: Try
    refusals: frozenset[int] = frozenset({302, 403, 404})


def admin(name: str, /, *args: Any, **data: Any) -> Try:
    """Post to one of the admin's views; an argument may be worked out from the desk."""
    return lambda who, desk: who.admin.post(
        reverse(name, args=[of(each, desk) for each in args]), {k: of(v, desk) for k, v in data.items()}
    )


def api(method: str, path: str, /, **data: Any) -> Try:
    """Ask the management API; names in braces are pages of the desk."""
    return lambda who, desk: who.api.send(
        method,
        path.format(**{name: each.pk for name, each in pages(desk)}),
        {k: of(v, desk) for k, v in data.items()},
    )


def look(name: str, /, *args: Any, **asked: Any) -> Try:
    """Look at one of the admin's views."""
    return lambda who, desk: who.admin.get(reverse(name, args=[of(each, desk) for each in args]), asked)


def of(value: Any, desk: Desk) -> Any:
    return value(desk) if callable(value) else value


def pages(desk: Desk) -> Iterator[tuple[str, Any]]:
    for name in (
        "live",
        "english",
        "arabic",
        "draft",
        "scheduled",
        "reviewed",
        "released",
        "waiting",
        "withdrawn",
    ):
        yield name, getattr(desk, name)


def pk(name: str) -> Callable[[Desk], int]:
    return lambda desk: getattr(desk, name).pk


def snippet(model: str, view: str, /, *args: Any, **data: Any) -> Try:
    return admin(f"wagtailsnippets_{model}:{view}", *args, **data)


def bulk(action: str, name: str, app: str = "wagtailcore", model: str = "page", **data: Any) -> Try:
    """With fields for each of the things chosen; these get its number."""
    path = reverse("wagtail_bulk_action", args=[app, model, action])

    def send(who: Person, desk: Desk) -> Any:
        number = pk(name)(desk)
        return who.admin.post(f"{path}?id={number}", {f"{k}-{number}": v for k, v in data.items()})

    return send


def step(name: str, action: str, view: str = "wagtailadmin_pages:workflow_action") -> Try:
    """Take a step of the workflow at which a page waits."""

    def take(who: Person, desk: Desk) -> Any:
        page = getattr(desk, name)
        state = page.current_workflow_task_state.pk
        return who.admin.post(reverse(view, args=[page.pk, action, state]), {"comment": ""})

    return take


def of_versions(view: str, name: str, *args: Any, **data: Any) -> Try:
    """Post a form with fields for each language version; those in `data` get the page's number."""

    def send(who: Person, desk: Desk) -> Any:
        page = pk(name)(desk)
        numbered = {f"{field}-{page}": value for field, value in data.items() if field in OF_VERSIONS}
        whole = {field: value for field, value in data.items() if field not in OF_VERSIONS}
        return who.admin.post(
            reverse(view, args=[page, *(of(each, desk) for each in args)]), whole | numbered
        )

    return send


def string(method: str) -> Try:
    """Change one text of the Arabic translation."""

    def write(who: Person, desk: Desk) -> Any:
        segment = desk.translation.source.stringsegment_set.first()
        path = reverse("wagtail_localize:edit_string_translation", args=[desk.translation.pk, segment.pk])
        # As its editor sends it: a form, by PUT.
        return getattr(who.admin, method)(
            path, "value=Other", content_type="application/x-www-form-urlencoded"
        )

    return write


def override(who: Person, desk: Desk) -> Any:
    """Choose another thing in the Arabic translation than in its original."""
    segment = desk.translation.source.overridablesegment_set.first()
    path = reverse("wagtail_localize:edit_override", args=[desk.translation.pk, segment.pk])
    return who.admin.put(path, "value=1", content_type="application/x-www-form-urlencoded")


def file(desk: Desk) -> SimpleUploadedFile:
    """A translator's, with one text of the page that is begun in Arabic."""
    po = desk.begun.export_po()
    next(entry for entry in po if entry.msgctxt == "summary").msgstr = "كلمات"
    return SimpleUploadedFile("back.po", str(po).encode())


def left_over(desk: Desk) -> str:
    return as_it_is.digest(left(desk.begun))


def first_change(desk: Desk) -> int:
    return Change.objects.order_by("sequence").values_list("sequence", flat=True)[0]


def machines(desk: Desk) -> str:
    return machine.digest(machine_texts(desk.begun.source_id, desk.begun.target_locale_id).get())


def quoted(desk: Desk) -> str:
    page = desk.quoted.get_latest_revision_as_object()
    return quotes.digest(quotes.to_be_confirmed(page)[0], "de")


def locale(language: str) -> int:
    return factories.locale(language).pk
