"""What a site says about the organisation behind it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from cms.pages.fields import empty_to_none
from cms.pages.management import writable
from cms.pages.reading import JSON, Reading
from home.blocks import SocialLink


class SocialLinksField(StreamField):
    """As with a page's body, the blocks are not in migrations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(blocks.StreamBlock([("account", SocialLink())], required=False), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class SiteIdentity(TranslatableMixin):
    """Name, logo, accounts and contact of a site in one language.

    A snippet and no setting: Wagtail's settings know sites, but not languages.
    """

    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("site")
    )
    name = models.CharField(_("name"), max_length=255, help_text=_("Of the organisation or office, in full."))
    logo = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    social_links = SocialLinksField(verbose_name=_("social media"), blank=True)
    contact_address = models.TextField(_("postal address"), blank=True)
    contact_email = models.EmailField(_("email"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=64, blank=True)

    override_translatable_fields = [
        SynchronizedField("site", overridable=False),
        SynchronizedField("contact_phone"),
    ]
    panels = [
        MultiFieldPanel([FieldPanel("site"), FieldPanel("name"), FieldPanel("logo")], heading=_("Identity")),
        MultiFieldPanel(
            [
                FieldPanel("contact_address"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
            ],
            heading=_("Contact"),
        ),
        FieldPanel("social_links"),
    ]
    api_fields = writable(
        "site", "name", "logo", "social_links", "contact_address", "contact_email", "contact_phone"
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("site identity")
        verbose_name_plural = _("site identities")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "locale"],
                name="one_identity_per_site_and_language",
                violation_error_message=_("This site has an identity in this language already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def json(self, reading: Reading) -> JSON:
        """`{"name", "logo", "social_links", "contact": {"address", "email", "phone"}}`.

        `social_links` are `{"service", "url"}`.
        """
        accounts = (account.block.json(account.value, reading) for account in self.social_links)
        return {
            "name": empty_to_none(self.name),
            "logo": reading.image(self.logo_id),
            "social_links": [account for account in accounts if account],
            "contact": {
                "address": empty_to_none(self.contact_address),
                "email": empty_to_none(self.contact_email),
                "phone": empty_to_none(self.contact_phone),
            },
        }
