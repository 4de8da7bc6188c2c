"""The sites that readers may name, kept as the write side has them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Func, Model, Value
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.pages.time_zones import of_sites
from cms.projection.places import host
from cms.projection.versions import Run
from cms.published.changes.marks import site_mark
from cms.published.models import Change, PublishedItem, PublishedSite
from cms.published.surrogates import SITES_KEY

FIELDS = (
    "host", "site_id", "is_default", "name", "root_url", "root_key", "time_zone", "default_locale", "locales",
)  # fmt: skip


def refuse_same_name(site: Site) -> None:
    """Readers name a site by its host; Wagtail lets two of one host differ by the ports 80 and 443.

    Raises ValidationError.
    """
    others = Site.objects.filter(hostname=site.hostname).exclude(pk=site.pk)
    if any(host(other) == host(site) for other in others):
        raise ValidationError(
            _("There is a site “%(host)s” already. Ports 80 and 443 are the same site to readers.")
            % {"host": host(site)}
        )


def store_sites(run: Run) -> None:
    """Write the sites anew if any differs: what readers' processes know of them is read again by that."""
    if sites_agree(run):
        return
    before = dict(PublishedSite.objects.values_list("site_id", "host"))
    PublishedSite.objects.all().delete()
    wanted = sites(run)
    PublishedSite.objects.bulk_create(PublishedSite(**site) for site in wanted)
    run.purged.add(SITES_KEY)
    for site in wanted:
        if (was := before.get(site["site_id"], site["host"])) != site["host"]:
            rename(was, site["host"])


def rename(was: str, now: str) -> None:
    """Let every item be found under its site's new name at once; the addresses in it follow page by page.

    And in the log: whoever follows the site has not read all of it yet, and a name may be given again.
    """
    PublishedItem.objects.filter(site=was).update(site=now)
    rename_in(PublishedItem, ("sites", "former_sites"), was, now)
    rename_in(Change, ("before", "after"), site_mark(was), site_mark(now))


def rename_in(model: type[Model], columns: Iterable[str], was: str, now: str) -> None:
    for column in columns:
        model._default_manager.filter(**{f"{column}__contains": [was]}).update(
            **{column: Func(F(column), Value(was), Value(now), function="array_replace")}
        )


def sites_agree(run: Run) -> bool:
    return list(PublishedSite.objects.order_by("site_id").values(*FIELDS)) == sites(run)


def sites(run: Run) -> list[dict[str, Any]]:
    """The sites with a public root page, each with the languages in which there is one."""
    found, zones = [], of_sites()
    for site in run.side.sites:
        roots = [page for page in run.side.translations(site.root_page) if run.is_public(page.pk)]
        if not roots:
            continue
        found.append(
            {
                "host": host(site),
                "site_id": site.pk,
                "is_default": site.is_default_site,
                "name": site.site_name or host(site),
                "root_url": site.root_url,
                "root_key": site.root_page.translation_key,
                "time_zone": zones[site.pk],
                "default_locale": run.side.language(site.root_page),
                "locales": sorted({run.side.language(page) for page in roots}),
            }
        )
    return found
