"""The sites that readers may name, kept as the write side has them."""

from typing import Any

from django.conf import settings

from cms.projection.places import host
from cms.projection.write_side import WriteSide
from cms.published.models import PublishedSite

FIELDS = (
    "host", "site_id", "is_default", "name", "root_url", "root_key", "time_zone", "default_locale", "locales",
)  # fmt: skip


def store_sites(side: WriteSide) -> None:
    """Write the sites anew if any differs: what readers' processes know of them is read again by that."""
    if not sites_agree(side):
        PublishedSite.objects.all().delete()
        PublishedSite.objects.bulk_create(PublishedSite(**site) for site in sites(side))


def sites_agree(side: WriteSide) -> bool:
    return list(PublishedSite.objects.order_by("site_id").values(*FIELDS)) == sites(side)


def sites(side: WriteSide) -> list[dict[str, Any]]:
    return [
        {
            "host": host(site),
            "site_id": site.pk,
            "is_default": site.is_default_site,
            "name": site.site_name or host(site),
            "root_url": site.root_url,
            "root_key": site.root_page.translation_key,
            "time_zone": settings.TIME_ZONE,
            "default_locale": side.language(site.root_page),
            "locales": sorted({side.language(page) for page in side.translations(site.root_page)}),
        }
        for site in side.sites
    ]
