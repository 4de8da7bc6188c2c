"""The form of a redirect, and each row of an import: what would lead nowhere is refused beside its field."""

from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.forms import RedirectForm as WagtailsForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.published.spellings import Spellings, spellings
from cms.redirects.loops import leads_back
from cms.redirects.places import Place, is_path, place_of, site_of_paths

SCHEMES: Final = {"http", "https"}


class AddressField(forms.URLField):
    """An address, or a path (`/de/presse/`) on `site`. Its value is the whole address either way."""

    site: Site | None = None

    def clean(self, value: Any) -> Any:
        given = str(value or "").strip()
        return super().clean(f"{self.site.root_url}{given}" if self.site and is_path(given) else value)


class RedirectForm(WagtailsForm):
    """Wagtail's form, with the rules of redirects. An address may be a path on the redirect's own site."""

    class Meta(WagtailsForm.Meta):
        field_classes = {"redirect_link": AddressField}

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        given = data or {}
        chosen = str(given.get("site") or "")
        site = Site.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        link = str(given.get("redirect_link") or "").strip()
        self.site_of_path = site_of_paths(site) if is_path(link) else None
        self.fields["redirect_link"].site = self.site_of_path

    def save(self, commit: bool = True) -> Any:
        """A path is kept as such: rules have been asked of the address that it is now."""
        if self.site_of_path and self.instance.redirect_link:
            self.instance.redirect_link = self.instance.redirect_link.removeprefix(self.site_of_path.root_url)
        return super().save(commit)

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
