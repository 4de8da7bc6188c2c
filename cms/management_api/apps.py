from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ManagementApiConfig(AppConfig):
    name = "cms.management_api"
    label = "management_api"
    verbose_name = _("Management API")

    def ready(self) -> None:
        # Models are loaded by now, and not before.
        from cms.management_api import shapes  # noqa: PLC0415

        shapes.register()
        # Importing it makes Wagtail's schemas, out of what is registered by now.
        from cms.management_api import embargo  # noqa: PLC0415

        embargo.register()
