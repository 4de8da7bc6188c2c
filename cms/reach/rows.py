"""Who gets a page, and who does not: a row for each feed, embed, webhook and key.

Each address of a partner takes one query: it is a list of its own. All webhooks together take one, as do all
keys, so that the number of queries follows the number of addresses and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import orjson
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from api.embeds.cards import picture
from cms import feeds
from cms.pages.models import BasePage
from cms.pages.paths import address as place_of
from cms.partners import shown
from cms.partners.models import CHOSEN, Delivery, Key, Partner, Scope, State, Webhook
from cms.partners.planning import part_on
from cms.partners.words import EVENTS, of_key, said
from cms.projection.places import host
from cms.published import verdicts
from cms.published.ahead import HELD, Ahead
from cms.published.filters import PUBLIC, Conditions
from cms.published.lists import Listing
from cms.published.models import State as ItemState
from cms.published.sites import Sites
from cms.published.verdicts import Version
from cms.reach.addresses import Address, read, told
from cms.reach.causes import Reason
from cms.reach.reasons import LABELS, NONE, called, names, reasons, wanted

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


def rows(about: About) -> Iterator[Row]:
    yield everybody(about)
    yield from feeds_of_its_own(about)
    yield from of_partners(about)
    yield from of_webhooks(about)
    yield from of_keys(about)


def everybody(about: About) -> Row:
    is_public, why = not about.not_public, (about.why_hidden,) if about.not_public else ()
    return Row(
        _("Everybody"),
        _("The API and the change feed, and every key"),
        is_public,
        YES if is_public else NO,
        why,
    )


def feeds_of_its_own(about: About) -> Iterator[Row]:
    """Everybody's feed of news, of its site in its language."""
    if place := place_of(about.page):
        language = about.page.locale.language_code
        name = _("Everybody: all news of the site")
        yield of_address(about, name, feeds.address("rss", host(place.site), language))


def of_partners(about: About) -> Iterator[Row]:
    for partner in Partner.objects.exclude(shows=[]).prefetch_related("keys"):
        url = about.record("partners:edit", partner.pk, "change_partner")
        for line in partner.shows:
            name, address = shown.split(line)
            who = f"{partner}: {name}" if name else str(partner)
            yield of_address(about, who, address, url, ahead_of(partner, about.sites, partner.keys.all()))


def ahead_of(partner: Partner, sites: Sites, keys: Iterable[Key]) -> Ahead | None:
    """What it may read before everybody, by any of its keys."""
    now = timezone.now()
    if not any(Scope.EMBARGO in key.scopes and key.is_good(now) for key in keys):
        return None
    return allowed(partner, sites)


def allowed(partner: Partner, sites: Sites) -> Ahead:
    hosts = tuple(site.host for site in sites.all if site.id in partner.sites)
    return Ahead(hosts if partner.sites else None, tuple(partner.kinds) or None)


def of_address(about: About, who: str, text: str, url: str = "", ahead: Ahead | None = None) -> Row:
    """What the list at that address says. Where it is none any more, that."""
    try:
        address = read(text, about.sites, ahead)
    except ValidationError as error:
        mend = _("Change the address") if url else ""
        refused = tuple(Reason(each, mend, url) for each in error.messages)
        return Row(who, _("Address"), False, NO, refused, url=url, address=text)
    versions = address.versions(about.page.translation_key)
    own = versions.get(about.key)
    notes = [*others(versions, about), *ahead_notes(address, ahead)]
    if own is None:
        return Row(who, str(address.what), False, NO, (about.why_hidden,), tuple(notes), url, address.text)
    unmet = own.unmet[None]
    why = [about.why_hidden] if PUBLIC in unmet else []
    why += reasons(unmet, wanted(address.asked), own, about.page, is_news=address.is_news)
    if not unmet and own.is_listed is False and isinstance(address.asked, Listing):
        why.append(beyond(address.asked))
    if not why and own.state == ItemState.WITHDRAWN:
        return Row(who, str(address.what), True, NOTICE, (), tuple(notes), url, address.text)
    if address.with_credit and own.card:
        image = orjson.loads(own.card).get("teaser_image")
        if image and picture(image) is None:
            notes.append(_("Without its picture: that has no credit."))
    return Row(
        who, str(address.what), not why, NO if why else YES, tuple(why), tuple(notes), url, address.text
    )


def beyond(listing: Listing) -> Reason:
    if listing.offset or listing.after:
        return Reason(_("It matches, and is on another page of this list."))
    text = ngettext(
        "It matches, but only the first %(count)d item is in the answer, and others come before it.",
        "It matches, but only the first %(count)d items are in the answer, and others come before it.",
        listing.limit,
    )
    return Reason(f"{text % {'count': listing.limit}} {_('With a higher “limit” in the address more are.')}")


def others(versions: Mapping[str, Version], about: About) -> list[str]:
    """Versions in other languages that are in it."""
    found = [
        each
        for key, each in versions.items()
        if key != about.key and not each.unmet[None] and each.is_listed is not False
    ]
    return [
        _("Its version in another language is in it: %(language)s.")
        % {"language": called("locale", each.locale)}
        for each in found
        if each.locale
    ]


def ahead_notes(address: Address, ahead: Ahead | None) -> list[str]:
    if not address.wants_ahead:
        return []
    if ahead is None:
        return [_("It asks for what is under embargo, which takes a good key with that scope.")]
    if ahead.sites is not None or ahead.kinds is not None:
        return [_("Of what is under embargo it has what the partner's keys open: see there.")]
    return []


def of_webhooks(about: About) -> Iterator[Row]:
    hooks = list(Webhook.objects.select_related("partner"))
    hosts = {site.id: site.host for site in about.sites.all}
    parts = {hook.pk: part_on(hook, tuple(hosts[pk] for pk in hook.sites if pk in hosts)) for hook in hooks}
    if not hooks:
        return
    piece = about.page.translation_key
    versions = verdicts.of_each({pk: told(part) for pk, part in parts.items()}, piece)
    own = versions.get(about.key)
    waiting = dict(
        Delivery.objects.filter(state=State.PARKED, key=about.key)
        .values_list("webhook")
        .annotate(given_up=Count("*"))
    )
    for hook in hooks:
        unmet = own.unmet[hook.pk] if own else (PUBLIC,)
        why = [about.why_hidden] if PUBLIC in unmet else []
        if own:
            why += reasons(unmet, wanted(parts[hook.pk]), own, about.page)
        if not hook.is_active:
            why.append(Reason(f"{said(hook)}."))
        url = about.record("webhooks:edit", hook.pk, "change_webhook")
        who = f"{hook.partner}: {hook}" if hook.partner else str(hook)
        notes = tuple(webhook_notes(hook, waiting.get(hook.pk, 0)))
        yield Row(who, _("Webhook"), not why, NOT_TOLD if why else TOLD, tuple(why), notes, url)


def webhook_notes(hook: Webhook, given_up: int) -> Iterator[str]:
    if given_up:
        yield ngettext(
            "%(count)d message of this page was given up.",
            "%(count)d messages of this page were given up.",
            given_up,
        ) % {"count": given_up}
    elif hook.is_active and hook.failing_since:
        yield _("The receiver fails at present: messages wait and are sent again.")
    if missing := [str(EVENTS[each]) for each in CHOSEN if each not in hook.events and each != "refreshed"]:
        yield _("Not told of these events: %(events)s.") % {"events": ", ".join(missing)}


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
