"""One line of the answer, and what it is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.pages.models import BasePage
from cms.partners.keys import ahead_of
from cms.partners.models import Partner
from cms.published.ahead import Ahead
from cms.published.sites import Sites
from cms.published.verdicts import Version
from cms.reach.causes import Reason

YES: Final = gettext_lazy("Shown")
NO: Final = gettext_lazy("Not shown")
NOTICE: Final = gettext_lazy("Withdrawn: its notice is shown")
TOLD: Final = gettext_lazy("Is told of it")
NOT_TOLD: Final = gettext_lazy("Is told nothing of it")


@dataclass(frozen=True)
class Row:
    """`who` and `url`: of its record, where the person may open that. `notes`: what is true besides."""

    who: str
    what: str
    is_yes: bool
    said: Any
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    url: str = ""
    address: str = ""


@dataclass(frozen=True)
class About:
    """A page, and the person who asks. `not_public`: why, empty where it is public."""

    page: BasePage
    user: Any
    sites: Sites
    versions: Mapping[str, Version]
    not_public: tuple[Reason, ...]

    @property
    def key(self) -> str:
        return f"page-{self.page.pk}"

    @cached_property
    def why_hidden(self) -> Reason:
        return Reason(_("It is not public: see above."))

    def record(self, name: str, pk: int, permission: str) -> str:
        return reverse(name, args=[pk]) if self.user.has_perm(f"partners.{permission}") else ""


def allowed(partner: Partner, sites: Sites) -> Ahead:
    hosts = (site.host for site in sites.all if site.id in partner.sites)
    return ahead_of(hosts if partner.sites else None, partner.kinds)
