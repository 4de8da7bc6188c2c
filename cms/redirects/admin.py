"""Wagtail's pages for redirects, with our form, and a warning where a page stands in a redirect's way."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.management.commands import import_redirects
from wagtail.contrib.redirects.models import Redirect

from cms.projection.places import host
from cms.published.routes import ALIAS, FORM, OWN, route
from cms.published.sites import asking
from cms.published.spellings import spellings
from cms.redirects.forms import RedirectForm


def install() -> None:
    """The import has no other seam than the module's name for the form."""
    views.RedirectForm = import_redirects.RedirectForm = RedirectForm
    for view in (views.CreateView, views.EditView):
        view.form_class = RedirectForm
        view.save_instance = warning(view.save_instance)


def warning(save: Callable[[Any], Redirect]) -> Callable[[Any], Redirect]:
    @wraps(save)
    def save_and_warn(view: Any) -> Redirect:
        redirect = save(view)
        if path := page_in_the_way(redirect):
            messages.warning(
                view.request,
                _("There is a page at %(path)s. While it is public, readers get it, and not the redirect.")
                % {"path": path},
            )
        return redirect

    return save_and_warn


def page_in_the_way(redirect: Redirect) -> str | None:
    """The path of a public page that readers get at the redirect's path."""
    asked = spellings(redirect.old_path)

    def there(sites: Any) -> list[Any]:
        site = sites.by_host.get(host(redirect.site)) if redirect.site else None
        if redirect.site and site is None:
            return []
        return route(asked, (site,) if site else None, sites)

    hops = asking(there)
    if hops and hops[0].item.is_public and hops[0].how in (OWN, FORM, ALIAS) and "?" not in redirect.old_path:
        return hops[0].item.html_path
    return None
