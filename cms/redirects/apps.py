from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RedirectsConfig(AppConfig):
    name = "cms.redirects"
    label = "redirects"
    verbose_name = _("Redirects")

    def ready(self) -> None:
        # Wagtail's model of them exists only now.
        from cms.redirects import admin, items  # noqa: PLC0415

        items.register()
        admin.install()
