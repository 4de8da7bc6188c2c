"""Navigation menus."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from cms.pages.management import writable
from cms.pages.reading import JSON, Reading
from home.blocks import MenuPanels


class PanelsField(StreamField):
    """A StreamField of `MenuPanels`; as with a page's body, the blocks are not in migrations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(MenuPanels(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class Menu(TranslatableMixin):
    """A menu of a site in one language. Public as soon as it is saved."""

    name = models.CharField(
        _("key"),
        max_length=50,
        validators=[RegexValidator(r"\A[a-z][a-z0-9_-]*\Z", _("Small letters, digits, hyphens."))],
        help_text=_("By which frontends ask for it: main, footer, legal, or one that you agree with them."),
    )
    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("site")
    )
    items = PanelsField(verbose_name=_("panels"), blank=True)

    override_translatable_fields = [
        SynchronizedField("name", overridable=False),
        SynchronizedField("site", overridable=False),
    ]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("site")]),
        FieldPanel(
            "items",
            help_text=_(
                "An entry goes with its page: while that is not public, it is left out with all that stands "
                "below it. Once saved, this menu takes the place of the one that follows from the tree."
            ),
        ),
    ]
    api_fields = writable("name", "site", "items")

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "site", "locale"],
                name="one_menu_per_key_site_and_language",
                violation_error_message=_("This site has a menu with this key in this language already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def json(self, reading: Reading) -> JSON:
        """`{"name", "locale", "items": [node]}`."""
        stream = self.items
        return {
            "name": self.name,
            "locale": reading.locale,
            "items": stream.stream_block.nodes(stream, reading),
        }
