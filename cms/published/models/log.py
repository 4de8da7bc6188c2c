"""What happened to items, in order."""

from datetime import timedelta
from typing import Any, Final

from django.db import models

from cms.published.models.columns import strings
from cms.published.models.item import ItemVersion

# How long a token of the change feed stays good.
CHANGES_ARE_KEPT: Final = timedelta(days=90)


class Action(models.TextChoices):
    PUBLISHED = "published"
    UPDATED = "updated"
    CORRECTED = "corrected"
    MOVED = "moved"
    REFRESHED = "refreshed"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


def identity(row: ItemVersion, html_url: str | None, previous_html_path: str | None) -> dict[str, Any]:
    """Who an item is, as readers of the log are told, whole for removals too."""
    return {
        "key": row.key,
        "type": row.type,
        "id": row.object_id,
        "site": row.site,
        "locale": row.locale,
        "translation_key": str(row.translation_key) if row.translation_key else None,
        "html_url": html_url,
        "html_path": row.html_path,
        "previous_html_path": previous_html_path,
        "version": row.version,
    }


class Entry(models.Model):
    """One entry of a log. `sequence` rises in commit order (see cms.projection.store.lock).

    `before`, `after`: the item's marks (cms.published.changes.marks), by which whoever follows a part of the
    log learns that it has left that part. Before: of all versions that readers may have seen since the entry
    before this one. Empty where there was, or is, nothing to see.
    """

    sequence = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    action = models.TextField(choices=Action.choices)
    key = models.TextField()
    type = models.TextField()
    locale = models.TextField(null=True)  # noqa: DJ001
    version = models.PositiveIntegerField()
    before = strings()
    after = strings()
    item = models.JSONField(help_text="Who it is, whole for removals too.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.key}"


class Change(Entry):
    """Of what everybody may read."""

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["key", "-sequence"], name="change_by_item")]


class EmbargoedChange(Entry):
    """Of what is under embargo, with numbers of its own: a gap among those of `Change` would tell of it."""

    class Meta:
        ordering = ["sequence"]
