"""What happened to items, in order."""

from django.db import models

from cms.published.models.columns import strings


class Action(models.TextChoices):
    PUBLISHED = "published"
    UPDATED = "updated"
    CORRECTED = "corrected"
    MOVED = "moved"
    REFRESHED = "refreshed"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class Change(models.Model):
    """One entry of the log. `sequence` rises in commit order (see cms.projection.store.lock)."""

    sequence = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    action = models.TextField(choices=Action.choices)
    key = models.TextField()
    type = models.TextField()
    locale = models.TextField(null=True)  # noqa: DJ001
    version = models.PositiveIntegerField()
    sites_before = strings()
    sites_after = strings()
    item = models.JSONField(help_text="Who it is, whole for removals too.")

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["key", "-sequence"], name="change_by_item")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.key}"
