"""Conditions that a page does not meet, in the editor's words: what is asked for, and what the page has."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.apps import apps
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from cms.published.changes.marks import Part
from cms.published.contract import contract
from cms.published.filters import BY_PLACE, EXCLUDED, PUBLIC, Filters
from cms.published.lists import Listing
from cms.published.verdicts import Version
from cms.reach.causes import Reason

LABELS: Final = {
    "site": gettext_lazy("Site"),
    "locale": gettext_lazy("Language"),
    "type": gettext_lazy("Type"),
    "kind": gettext_lazy("Kind"),
    "status": gettext_lazy("Status"),
    "slug": gettext_lazy("Slug"),
    "topic": gettext_lazy("Topic"),
    "country": gettext_lazy("Country"),
    "region": gettext_lazy("Region"),
    "sdg": gettext_lazy("Sustainable Development Goal"),
    "organisation": gettext_lazy("Organisation"),
    "published": gettext_lazy("Published"),
    "changed": gettext_lazy("Changed"),
    "starts": gettext_lazy("Begins"),
    "year": gettext_lazy("Year"),
}
# What an editor can give the page, in its form.
IN_THE_FORM: Final = {"kind", "status", "topic", "country", "region", "sdg", "organisation"}
MOMENTS: Final = {"published": "published", "changed": "changed", "starts": "starts", "year": "published"}
NONE: Final = gettext_lazy("none")


def wanted(asked: Listing | Part) -> Mapping[str, tuple[Any, ...]]:
    """By the name of its condition: the values that are asked for, or excluded."""
    if isinstance(asked, Part):
        return asked.chosen()
    filters: Filters = asked.filters
    return {
        "site": tuple(site.host for site in filters.sites or ()),
        "locale": filters.languages,
        **dict(filters.has),
        **{f"{EXCLUDED}{name}": values for name, values in filters.lacks},
        **{place.relation: (*place.ids, *(["root"] if place.roots else [])) for place in filters.places},
    }


def reasons(
    unmet: Iterable[str],
    values: Mapping[str, tuple[Any, ...]],
    version: Version,
    page: Page,
    *,
    is_news: bool = False,
) -> list[Reason]:
    """One for each condition; that it is not public is for `cms.reach.causes` to say."""
    return [reason(name, values.get(name, ()), version, page, is_news) for name in unmet if name != PUBLIC]


def reason(name: str, values: tuple[Any, ...], version: Version, page: Page, is_news: bool) -> Reason:
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    bare = name.removeprefix(EXCLUDED)
    if name == "type" and is_news:
        text = _(
            "It is no news: feeds and embeds show news alone. Webhooks and the change feed tell of it, too."
        )
        return Reason(text)
    if name == "search":
        return Reason(_("The words that are searched for are not in it."))
    if name in BY_PLACE:
        numbers = {"places": ", ".join(map(str, values))}
        return Reason(_("Place: only pages around %(places)s are asked for.") % numbers)
    if name == "locale" and version.locale in values:
        return Reason(_("Language: another version of it comes before this one."))
    if bare in MOMENTS:
        moment = version.moments[MOMENTS[bare]]
        told = {"filter": LABELS[bare], "own": date_format(localtime(moment)) if moment else NONE}
        return Reason(_("%(filter)s: another time is asked for; this page has: %(own)s.") % told)
    own = (version.locale,) if bare == "locale" else version.own.get(bare, ())
    told = {
        "filter": LABELS.get(bare, bare),
        "values": names(bare, values),
        "own": names(bare, own) if own else NONE,
    }
    if bare not in version.own and bare != "locale":
        return Reason(_("%(filter)s: asked for is %(values)s, and that is not this page.") % told)
    if name.startswith(EXCLUDED):
        text = _("%(filter)s: %(values)s is excluded; this page has: %(own)s.")
    else:
        text = _("%(filter)s: asked for is %(values)s; this page has: %(own)s.")
    if name == "site" and version.own["kind"]:
        return Reason(
            text % told, _("A site shows another's news when it adopts it, in the form of the news.")
        )
    return Reason(text % told, *((_("Edit it"), edit) if bare in IN_THE_FORM else ()))


def names(name: str, values: Iterable[Any]) -> str:
    """As editors call them."""
    return ", ".join(dict.fromkeys(called(name, value) for value in values))


def called(name: str, value: Any) -> str:
    if name == "locale":
        known = {tag.lower(): str(label) for tag, label in get_content_languages().items()}
        return known.get(value.lower(), value)
    if name == "type":
        return str(apps.get_model(value)._meta.verbose_name)
    return contract.label(name, str(value), get_language() or "en")
