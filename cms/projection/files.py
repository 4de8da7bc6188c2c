"""Images and documents as items: public exactly while something public shows them."""

from datetime import datetime
from typing import Final, NamedTuple

from django.conf import settings
from django.db.models import Model

from cms.pages.reading import JSON
from cms.projection.build import Built
from cms.projection.versions import Run, Version
from cms.published.models import EVER_SINCE, PublishedItem, State

FILES: Final = ("image", "document")


def file_versions(key: str, run: Run) -> list[Version]:
    """One version for each stretch of time in which an item shows the file; read from the read model.

    None where the file itself is not for readers: what shows it may take a while to follow.
    """
    built = build_file(key, run)
    if built is None:
        return []
    return [Version(built, *span, frozenset(), frozenset()) for span in spans_of_use(key, run.now)]


def build_file(key: str, run: Run) -> Built | None:
    found = run.reading(run.now).file(key)
    return file_item(key, *found) if found else None


def file_item(key: str, file: Model, shown: JSON) -> Built:
    what, _, _ = key.partition("-")
    content = {
        "id": file.pk,
        "type": file._meta.label,
        "meta": {
            "type": file._meta.label,
            "detail_url": f"{settings.PUBLIC_URL}/api/v1/{what}s/{file.pk}/",
        },
        **shown,
    }
    return Built(
        key=key,
        what=what,
        object_id=file.pk,
        type=file._meta.label,
        revision="",
        content=content,
        card={},
        title=str(file),
    )


class Span(NamedTuple):
    """`shown_until`: of what shows the file from its beginning, the latest."""

    since: datetime
    until: datetime
    shown_until: datetime


def spans_of_use(key: str, now: datetime) -> list[Span]:
    """When anything shows the file, from now on, in time order and without overlap.

    What joins later does not say how long: that would tell of it too early. Its own announcement does.
    """
    uses = PublishedItem.objects.filter(
        state=State.PUBLIC, files__contains=[key], visible_until__gt=now
    ).order_by("visible_from")
    merged: list[Span] = []
    for visible_from, until, shown_until in uses.values_list("visible_from", "visible_until", "shown_until"):
        span = Span(EVER_SINCE if visible_from <= now else visible_from, until, shown_until)
        last = merged[-1] if merged else None
        if last is None or last.until < span.since:
            merged.append(span)
            continue
        together = span.since == last.since
        ends = max(last.shown_until, span.shown_until) if together else last.shown_until
        merged[-1] = Span(last.since, max(last.until, span.until), ends)
    return merged
