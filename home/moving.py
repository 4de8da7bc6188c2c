"""Which of the editors' menus go on listing a page that is about to move."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, ReferenceIndex

from cms.pages.moving import is_asked
from home.models import Menu


def tell(request: HttpRequest, page: Page, destination: Page) -> None:
    if is_asked(request, page, destination) and (found := menus_with(page)):
        messages.info(
            request,
            _("These menus go on listing the page where they do now: %(menus)s.")
            % {"menus": ", ".join(f"{menu} ({menu.locale})" for menu in found)},
        )


def menus_with(page: Page) -> list[Menu]:
    """The saved menus that name a page; Wagtail keeps who refers to whom."""
    kind = ContentType.objects.get_for_model(Menu)
    found = ReferenceIndex.get_references_to(page).filter(base_content_type=kind)
    keys = {int(key) for key in found.values_list("object_id", flat=True)}
    return list(Menu.objects.filter(pk__in=keys).select_related("locale").order_by("name", "pk"))
