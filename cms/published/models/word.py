"""The words of items, for who misspells them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class PublishedWord(models.Model):
    """A word of some item, to be found by what is nearly it (cms.published.search.spelling).

    It may be of an item that nobody sees yet, or any more: who reads it asks for a visible item that has it.
    """

    locale = models.TextField()
    folded = models.TextField()
    spelling = models.TextField(help_text="As items have it in search_spellings: fluchtling Flüchtling.")
    deletions = ArrayField(models.TextField(), help_text="What few letters less make of its folded form.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locale", "spelling"], name="one_word_of_a_language")]
        indexes = [GinIndex(fields=["deletions"], name="word_by_deletion")]

    def __str__(self) -> str:
        return f"{self.locale} {self.spelling}"
