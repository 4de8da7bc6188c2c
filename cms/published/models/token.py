"""Whether what a process keeps of the read model still holds."""

from django.db import models


class DataToken(models.Model):
    """A random token for each table that readers' answers rest on, new with every statement that writes.

    Kept by triggers (written by hand in the migration), so nobody can forget it. It lets a reader's
    process keep what it has worked out (how many items a list has; the sites), and find out in its
    one query whether that still holds.

    One more row, `installation`, never changes: made with the database, and kept in its backups, it is in the
    ids of what feeds give out (docs/decisions/0047).
    """

    name = models.TextField(primary_key=True, help_text="items, sites or installation.")
    token = models.UUIDField()

    def __str__(self) -> str:
        return self.name
