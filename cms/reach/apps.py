from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReachConfig(AppConfig):
    name = "cms.reach"
    label = "reach"
    verbose_name = _("What partners get of a page")

    def ready(self) -> None:
        # The API's views are loaded by now, and not before.
        from cms.partners import shown  # noqa: PLC0415
        from cms.reach.addresses import whole  # noqa: PLC0415

        shown.register(whole)
