from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "cms.links"
    label = "links"
    verbose_name = _("Links")

    def ready(self) -> None:
        # Models are loaded by now, and not before.
        from cms.links import keeping  # noqa: PLC0415

        keeping.listen()
