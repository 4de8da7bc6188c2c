"""What the clock alone has made public, changed or ended, told to the log."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from cms.projection import held, later, store
from cms.projection.affected import affected, files
from cms.projection.files import FILES
from cms.projection.project import begin, fan_out, finish, project_files, project_items, project_pages
from cms.projection.sites import store_sites
from cms.published.models import PublishedItem, State


def announce_due() -> int:
    """Tell the log of what the clock alone has made public, changed or ended. Returns how many items.

    Readers need no announcement: the versions carry their times. The log, and who follows it, does.
    Nearly always nothing is due: that is found out without the lock, so that no editor waits for it.
    """
    now = store.clock()
    if not (due(now).exists() or held.due(now).exists()):
        return 0
    with transaction.atomic():
        run = begin()
        found = [
            each
            for rows in (due(run.now), held.due(run.now))
            for each in rows.values_list("what", "key", "object_id").distinct()[: later.IN_A_JOB]
        ]
        pages = {pk for what, _, pk in found if what == "page"}
        deltas = project_pages(sorted(pages), run, hiding=False)
        others, items = affected(pages, deltas, set(), run.side)
        if pages:  # a home page may have come or gone
            store_sites(run)
        # Whatever shows what has ended has ended at the same moment itself: nothing has to hide, and what
        # cannot be built goes on as it was built before.
        deltas |= fan_out(sorted(others), run, hiding=False)
        items |= {(what, pk) for what, _, pk in found if what not in ("page", *FILES)}
        deltas |= project_items(sorted(items), run, hiding=False)
        keys = {key for what, key, _ in found if what in FILES}
        project_files(sorted(keys | set(files(deltas.values(), set()))), run, hiding=False)
        finish(run)
    return len(found)


def due(now: datetime) -> "QuerySet[PublishedItem]":
    """Versions that have begun or ended by the clock, and of which the log has not told yet."""
    return PublishedItem.objects.filter(
        Q(announced=False, visible_from__lte=now) | Q(visible_until__lte=now), state=State.PUBLIC
    )
