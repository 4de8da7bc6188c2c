"""Where drafts show: on the frontend of their site."""

from urllib.parse import urlencode

from django.conf import settings
from wagtail.models import Page

from cms.pages.paths import address
from cms.preview.models import PreviewLink
from cms.projection.places import host


def shown_at(page: Page, link: PreviewLink) -> str | None:
    """The full address that shows the draft, with the link's token; None for a page in no site.

    `PREVIEW_URL`, where that is set, else `/preview` below the site's own address.
    """
    found = address(page)
    if found is None:
        return None
    base = settings.PREVIEW_URL.replace("{site}", host(found.site)) or f"{found.site.root_url}/preview"
    return f"{base}{'&' if '?' in base else '?'}{urlencode({'token': link.token})}"
