"""What setting up the roles has done, so that it does nothing twice."""

from django.db import models


class Done(models.Model):
    """One thing that was made or given, by a name that stays: `group translator en`, `task reviewer`.

    It stays when an administrator renames what was made, deletes it, or takes a permission away:
    what is here is not done again unless that is asked for (docs/decisions/0036).
    """

    key = models.CharField(max_length=255, unique=True)
    # Of what was made: a group, a task, a workflow. None for a permission.
    object_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.key
