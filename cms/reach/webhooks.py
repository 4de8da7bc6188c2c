"""Which webhooks are told of a page. All together take one query."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.partners.models import CHOSEN, Delivery, State, Webhook
from cms.partners.planning import part_on
from cms.partners.words import EVENTS, said
from cms.published import verdicts
from cms.published.filters import PUBLIC
from cms.reach.addresses import told
from cms.reach.causes import Reason
from cms.reach.reasons import reasons, wanted
from cms.reach.row import NOT_TOLD, TOLD, About, Row


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
