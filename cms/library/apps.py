from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """What the desk does with images and documents: consent, what is missing, many at once."""

    name = "cms.library"
    label = "library"
    verbose_name = _("Library")
