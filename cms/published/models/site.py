"""The sites, as readers name them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PublishedSite(models.Model):
    """A site that readers may name, and what a request takes from it when it says nothing itself."""

    host = models.TextField(
        unique=True,
        help_text="As `site=` takes it and items have it: with the port where it is not 80 or 443.",
    )
    site_id = models.BigIntegerField(unique=True, help_text="Primary key on the write side.")
    is_default = models.BooleanField(default=False)
    name = models.TextField(default="")
    root_url = models.TextField(help_text="The frontend's address, without a trailing slash.")
    root_key = models.UUIDField(null=True, help_text="Translation key of the home page: what `root` means.")
    time_zone = models.TextField(default="UTC", help_text="IANA name: where bare dates and years begin.")
    default_locale = models.TextField(help_text="BCP 47: the language of an answer where none is asked for.")
    locales = ArrayField(models.TextField(), help_text="BCP 47: every language that may be asked for.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_site"
            )
        ]

    def __str__(self) -> str:
        return self.host
