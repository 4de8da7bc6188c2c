from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        # Its models exist only now.
        from wagtail.permissions import register_permission_policy  # noqa: PLC0415

        from newsroom import items  # noqa: PLC0415
        from newsroom.adopting import AdoptionPolicy  # noqa: PLC0415
        from newsroom.correcting import carrying  # noqa: PLC0415
        from newsroom.models import Adoption  # noqa: PLC0415

        items.register()
        carrying.install()
        register_permission_policy(Adoption, AdoptionPolicy(Adoption))
