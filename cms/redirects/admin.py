"""Wagtail's pages for redirects, with our form, and warnings: a page in the way, nothing at the goal."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from contextvars import ContextVar
from functools import partial, wraps
from itertools import islice
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
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
from cms.redirects.nowhere import Drafts, leads_nowhere

# Paths or addresses that one warning names.
MOST_NAMED: Final = 20
# Redirects that are looked at after an import, while an editor waits: five to ten short queries each.
MOST_LOOKED_AT: Final = 500
# Whose import this is: Wagtail's function that reads the table does not know.
_importing: ContextVar[HttpRequest] = ContextVar("importing")


def install() -> None:
    """The import has no other seam than the module's names for the form and for its steps."""
    views.RedirectForm = import_redirects.RedirectForm = RedirectForm
    for view in (views.CreateView, views.EditView):
        view.form_class = RedirectForm
        view.save_instance = warning_when_saved(view.save_instance)
    views.EditView.get = warning_when_opened(views.EditView.get)
    views.process_import = importing(views.process_import)
    views.create_redirects_from_dataset = warning_when_imported(views.create_redirects_from_dataset)


def warning_when_saved(save: Callable[[Any], Redirect]) -> Callable[[Any], Redirect]:
    @wraps(save)
    def save_and_warn(view: Any) -> Redirect:
        redirect = save(view)
        warn(view.request, redirect)
        return redirect

    return save_and_warn


def warning_when_opened(get: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(get)
    def get_and_warn(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = get(view, request, *args, **kwargs)
        warn(request, view.object)
        return response

    return get_and_warn


def importing(process: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    @wraps(process)
    def process_knowing_whose(request: HttpRequest) -> HttpResponse:
        token = _importing.set(request)
        try:
            return process(request)
        finally:
            _importing.reset(token)

    return process_knowing_whose


def warning_when_imported(create: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Before the result is shown: then its page has the warning, with or without errors."""

    @wraps(create)
    def create_and_warn(dataset: Any, config: dict[str, Any]) -> Any:
        summary = create(dataset, config)
        given = (row[config["from_index"]] for row in dataset)
        warn_of_table(_importing.get(), given, config["site"])
        return summary

    return create_and_warn


def warn(request: HttpRequest, redirect: Redirect) -> None:
    if path := page_in_the_way(redirect):
        messages.warning(
            request,
            _("There is a page at %(path)s. While it is public, readers get it, and not the redirect.")
            % {"path": path},
        )
    if address := leads_nowhere(redirect, Drafts()):
        messages.warning(
            request,
            _(
                "There is nothing at %(address)s: no page, no draft, no redirect. Readers are led to an error"
                " there until there is."
            )
            % {"address": address},
        )


def warn_of_table(request: HttpRequest, given: Iterable[str], site: Any) -> None:
    """Of the redirects that now are at these paths, those that are in vain, and those that lead nowhere."""
    there = Redirect.objects.filter(old_path__in=normal(given), site=site).order_by("old_path")
    found = list(there.select_related("site")[: MOST_LOOKED_AT + 1])
    looked_at = found[:MOST_LOOKED_AT]
    if in_vain := named(looked_at, page_in_the_way):
        text = _(
            "At each of these paths is a page. While it is public, readers get it, and not the redirect:"
            " %(paths)s"
        )
        messages.warning(request, text % {"paths": in_vain})
    if nowhere := named(looked_at, partial(leads_nowhere, drafts=Drafts())):
        text = _(
            "Each of these redirects leads to nothing: no page, no draft, no redirect. Readers are led to an"
            " error until there is something: %(paths)s"
        )
        messages.warning(request, text % {"paths": nowhere})
    if len(found) > len(looked_at):
        text = _(
            "Of these redirects, only the first %(count)d by their paths were looked at for pages at the path"
            " and for goals where nothing is. Each of the others is looked at when it is opened."
        )
        messages.warning(request, text % {"count": len(looked_at)})


def named(there: Iterable[Redirect], doubt: Callable[[Redirect], str | None]) -> str:
    """The paths of those with which something is wrong; none is looked for beyond what is named."""
    paths = list(islice((each.old_path for each in there if doubt(each)), MOST_NAMED + 1))
    return ", ".join(paths[:MOST_NAMED]) + (", …" if len(paths) > MOST_NAMED else "")


def normal(given: Iterable[Any]) -> set[str]:
    """The paths of a table as redirects have them, without what is none."""
    found = set()
    for path in given:
        with suppress(ValueError):  # the row has been refused
            found.add(Redirect.normalise_path(str(path)))
    return found


def page_in_the_way(redirect: Redirect) -> str | None:
    """The path of a public page that readers get at the redirect's path, whatever its query."""
    try:
        asked = spellings(redirect.old_path)
    except ValueError:  # written past the form
        return None

    def there(sites: Any) -> list[Any]:
        site = sites.by_host.get(host(redirect.site)) if redirect.site else None
        if redirect.site and site is None:
            return []
        return route(asked, (site,) if site else None, sites)

    hops = asking(there)
    if hops and hops[0].item.is_public and hops[0].how in (OWN, FORM, ALIAS):
        return hops[0].item.html_path
    return None
