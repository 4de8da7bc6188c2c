"""Which keys open a page that is under embargo. All together take one query."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.partners.models import Key, Scope
from cms.partners.words import of_key
from cms.published import verdicts
from cms.published.ahead import HELD, Ahead
from cms.published.filters import PUBLIC, Conditions
from cms.published.verdicts import Version
from cms.reach.causes import Reason
from cms.reach.reasons import LABELS, NONE, names
from cms.reach.row import About, Row, allowed


def of_keys(about: About) -> Iterator[Row]:
    """Of keys that open what is under embargo, while the piece is under one."""
    if not any(reason.is_embargo for reason in about.not_public):
        return
    keys = list(Key.objects.filter(scopes__contains=[Scope.EMBARGO]).select_related("partner"))
    if not keys:
        return
    asked = {key.pk: conditions_of(allowed(key.partner, about.sites)) for key in keys}
    own = verdicts.of_each(asked, about.page.translation_key, HELD).get(about.key)
    now = timezone.now()
    for key in keys:
        yield of_one_key(about, key, own, now)


def of_one_key(about: About, key: Key, own: Version | None, now: datetime) -> Row:
    url = about.record("partners:keys", key.partner_id, "change_partner")
    values = {
        "site": tuple(site.host for site in about.sites.all if site.id in key.partner.sites),
        "kind": tuple(key.partner.kinds),
    }
    why = []
    if not key.is_good(now):
        why.append(
            Reason(
                _("The key: %(state)s.") % {"state": of_key(key, now)}, _("Make a key") if url else "", url
            )
        )
    if own is None or PUBLIC in own.unmet[key.pk]:
        text = _(
            "Partners get it once it is published: then it waits for the embargo's end, and they read it."
        )
        why.append(Reason(text))
    else:
        why += [not_allowed(name, values[name], own) for name in own.unmet[key.pk]]
    what = _("Key %(prefix)s… (%(name)s), under embargo") % {"prefix": key.prefix, "name": key.name}
    return Row(
        str(key.partner),
        what,
        not why,
        _("May read it") if not why else _("May not read it"),
        tuple(why),
        url=url,
    )


def not_allowed(name: str, values: tuple[str, ...], version: Version) -> Reason:
    own = names(name, version.own[name]) or NONE
    told = {"filter": LABELS[name], "values": names(name, values), "own": own}
    return Reason(_("%(filter)s: the partner may read %(values)s; this page has: %(own)s.") % told)


def conditions_of(ahead: Ahead) -> Conditions:
    """What it asks of what is under embargo, each for itself. An item that does not hold now meets none."""
    found = Conditions()
    for name, each in (
        (PUBLIC, Ahead()),
        ("site", replace(ahead, kinds=None)),
        ("kind", replace(ahead, sites=None)),
    ):
        sql, parameters = each.allowed("i")
        found.add(name, sql, *parameters)
    return found
