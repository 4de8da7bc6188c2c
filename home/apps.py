from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        # Its models exist only now.
        from home import items  # noqa: PLC0415

        items.register()
