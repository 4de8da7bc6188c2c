"""The form of a redirect, and each row of an import: what would lead nowhere is refused beside its field."""

from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.forms import RedirectForm as WagtailsForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.published.spellings import Spellings, spellings
from cms.redirects.loops import leads_back
from cms.redirects.places import Place, place_of

SCHEMES: Final = {"http", "https"}


class RedirectForm(WagtailsForm):
    """Wagtail's form, with the rules of redirects. An address may be a path on the redirect's own site."""

    class Meta(WagtailsForm.Meta):
        pass

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(whole(data), *args, **kwargs)

    def clean_old_path(self) -> str:
        given: str = self.cleaned_data["old_path"]
        try:
            path_of(given)
        except ValueError:
            raise ValidationError(
                _("This cannot be a path: it has characters that no address has.")
            ) from None
        return given

    def clean(self) -> None:
        super().clean()
        page, link = self.cleaned_data.get("redirect_page"), self.cleaned_data.get("redirect_link")
        if "redirect_link" in self.cleaned_data and bool(page) == bool(link):
            self.add_error("redirect_link", _("Choose a page or write an address, one of the two."))
        elif link and urlsplit(link).scheme not in SCHEMES:
            self.add_error("redirect_link", _("The address must begin with https:// or http://."))
        if self.errors:
            return
        path = path_of(self.cleaned_data["old_path"])
        site = self.cleaned_data.get("site")
        target = place_of(page.specific.html_url or "") if page else place_of(link)
        if page and target and is_at(target, path, site):
            self.add_error("redirect_page", _("This path is the page's own address."))
        elif not page and target and leads_back(path, site, target, self.instance.pk):
            self.add_error(
                "redirect_link",
                _("This would lead back to itself, at once or over other redirects."),
            )


def path_of(given: str) -> Spellings:
    """Where a redirect stands, as an editor gives it. Raises ValueError for what is no path."""
    return spellings(Redirect.normalise_path(given))


def is_at(place: Place, path: Spellings, site: Site | None) -> bool:
    return site in (None, place.site) and bool(set(place.path.pages) & set(path.pages))


def whole(data: Any) -> Any:
    """The same data; a path (`/de/presse/`) as address is one on the site chosen, else the default one."""
    link = str((data or {}).get("redirect_link") or "").strip()
    if not link.startswith("/") or link.startswith("//"):
        return data
    chosen = str(data.get("site") or "")
    sites = (
        Site.objects.filter(pk=chosen) if chosen.isdecimal() else Site.objects.filter(is_default_site=True)
    )
    site = sites.first()
    if site is None:
        return data
    data = data.copy()
    data["redirect_link"] = f"{site.root_url}{link}"
    return data
