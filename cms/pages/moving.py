"""What an editor should know before a page moves, on Wagtail's question whether it shall."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page


def is_asked(request: HttpRequest, page: Page, destination: Page) -> bool:
    """Wagtail calls its hook before the question, and again before the deed."""
    return request.method == "GET" and page.get_parent().pk != destination.pk


def tell(request: HttpRequest, page: Page, destination: Page) -> None:
    if not is_asked(request, page, destination):
        return
    said = []
    if page.first_published_at:
        said.append(_("Old addresses, of this page and of those below it, will lead to the new ones."))
    if page.get_translations().exists():
        said.append(_("Versions in other languages stay where they are."))
    if said:
        messages.info(request, " ".join(said))
