"""Who gets a page, and who does not: a row for each feed, embed, webhook and key.

Each address of a partner takes one query: it is a list of its own. All webhooks together take one, as do all
keys, so that the number of queries follows the number of addresses and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping

import orjson
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from api.embeds.cards import picture
from cms import feeds
from cms.pages.paths import address as place_of
from cms.partners import shown
from cms.partners.models import Key, Partner, Scope
from cms.projection.places import host
from cms.published.ahead import Ahead
from cms.published.filters import PUBLIC
from cms.published.lists import Listing
from cms.published.models import State as ItemState
from cms.published.sites import Sites
from cms.published.verdicts import Version
from cms.reach.addresses import Address, read
from cms.reach.causes import Reason
from cms.reach.keys import of_keys
from cms.reach.reasons import called, reasons, wanted
from cms.reach.row import NO, NOTICE, YES, About, Row, allowed
from cms.reach.webhooks import of_webhooks


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
