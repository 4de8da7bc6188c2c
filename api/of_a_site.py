"""What is given out for a site as a whole. Not `site=*`: what is of one site is nobody else's."""

from typing import Final

from api.errors import Problem
from api.parameters.base import Values
from api.parameters.routes import OF_A_SITE
from api.reading import PublicView
from cms.published.sites import Site, Sites
from cms.published.surrogates import list_keys

KEYS: Final = tuple(list_keys((), ()))


class OfASite(PublicView):
    parameters = OF_A_SITE

    def site(self, values: Values, sites: Sites) -> Site:
        site = sites.by_host[values["site"]] if "site" in values else sites.default
        if site is None:
            raise Problem("not-found", "There is no public site.", keys=KEYS)
        return site
