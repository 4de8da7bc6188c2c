"""A webhook's deliveries, its secret, a test, a replay: beside Wagtail's own pages to make and change one."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from cms.partners import acts, audit, signing, words
from cms.partners.forms import ReplayForm
from cms.partners.messages import Message
from cms.partners.models import Delivery, State, Webhook
from cms.published.models import Change


class OfWebhook(PermissionCheckedMixin):
    """A page about one webhook, for those who may change it."""

    permission_required = "change"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Webhook)

    @cached_property
    def webhook(self) -> Webhook:
        return get_object_or_404(Webhook, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("webhooks:index"), "label": _("Webhooks")},
            {"url": reverse("webhooks:edit", args=[self.webhook.pk]), "label": self.webhook.name},
            *self.last_items(),
        ]

    def last_items(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_page_title()}]  # type: ignore[attr-defined]

    def to_deliveries(self) -> HttpResponse:
        return redirect("webhooks:deliveries", self.webhook.pk)


class DeliveryFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=State.choices)
    event = django_filters.ChoiceFilter(label=gettext_lazy("What happened"), choices=[*words.EVENTS.items()])

    class Meta:
        model = Delivery
        fields: list[str] = []


def page_of(delivery: Delivery) -> str:
    return reverse("webhooks:delivery", args=[delivery.webhook_id, delivery.pk])


class DeliveriesView(OfWebhook, generic.IndexView):
    """What was sent, and what is to be; with what can be done about it."""

    model = Delivery
    page_title = gettext_lazy("Deliveries")
    header_icon = "history"
    template_name = "partners/deliveries.html"
    results_template_name = "partners/deliveries_results.html"
    any_permission_required = None
    filterset_class = DeliveryFilterSet
    search_fields = ("key", "message")
    default_ordering = "-id"
    paginate_by = 50
    columns = [
        TitleColumn("event", label=gettext_lazy("What happened"), accessor=words.event, get_url=page_of),
        Column("key", label=gettext_lazy("Item"), sort_key="key"),
        Column("sequence", label=gettext_lazy("Sequence number"), sort_key="sequence"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda delivery: delivery.state == State.DELIVERED,
        ),
        Column("outcome", label=gettext_lazy("Last attempt"), accessor=words.outcome),
        NumberColumn("attempts", label=gettext_lazy("Attempts"), sort_key="attempts"),
        DateColumn("sent_at", label=gettext_lazy("When"), sort_key="sent_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Delivery]:
        return Delivery.objects.filter(webhook=self.webhook).defer("answer", "detail")

    def get_index_url(self) -> str:
        return reverse("webhooks:deliveries", args=[self.webhook.pk])

    def get_index_results_url(self) -> str:
        return reverse("webhooks:deliveries_results", args=[self.webhook.pk])

    @cached_property
    def header_buttons(self) -> list[Any]:
        pk = [self.webhook.pk]
        return [
            HeaderButton(_("Secret"), url=reverse("webhooks:secret", args=pk), icon_name="key"),
            HeaderButton(_("Replay"), url=reverse("webhooks:replay", args=pk), icon_name="rotate"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parked = Delivery.objects.filter(webhook=self.webhook, state=State.PARKED)
        given_up = parked.count()
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return found | {
            "webhook": self.webhook,
            "given_up": given_up,
            "said": words.said(self.webhook, given_up),
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """`act`: test, again or dismiss."""
        act = request.POST.get("act")
        if act == "test":
            made = acts.send_test(self.webhook)
            log(self.webhook, audit.TESTED)
            return redirect(page_of(made))
        if act == "again":
            again(request, self.webhook, state=State.PARKED)
        elif act == "dismiss":
            count = acts.give_up_for_good(self.webhook)
            text = ngettext(
                "%(count)d message is not tried again.", "%(count)d messages are not tried again.", count
            )
            messages.success(request, text % {"count": count})
        return self.to_deliveries()


def again(request: HttpRequest, webhook: Webhook, **which: object) -> None:
    """Have these sent once more, and say so."""
    if not webhook.is_active:
        messages.error(request, _("The webhook is switched off. Switch it on first: then it is sent."))
        return
    count = acts.try_again(webhook, **which)
    text = ngettext(
        "%(count)d message is being sent again.", "%(count)d messages are being sent again.", count
    )
    messages.success(request, text % {"count": count})


class Page(OfWebhook, WagtailAdminTemplateMixin, TemplateView):
    """A page with the webhook in its context."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(webhook=self.webhook, **kwargs)
        return found


class DeliveryView(Page):
    """What was sent, what was answered, and when; a button to send it again."""

    page_title = gettext_lazy("Delivery")
    header_icon = "mail"
    template_name = "partners/delivery.html"

    @cached_property
    def delivery(self) -> Delivery:
        return get_object_or_404(Delivery, pk=self.kwargs["delivery"], webhook=self.webhook)

    def last_items(self) -> list[dict[str, Any]]:
        url = reverse("webhooks:deliveries", args=[self.webhook.pk])
        label = str(words.event(self.delivery))
        return [{"url": url, "label": _("Deliveries")}, {"url": "", "label": label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery = self.delivery
        return super().get_context_data(**kwargs) | {
            "delivery": delivery,
            "event": words.event(delivery),
            "outcome": words.outcome(delivery),
            "body": body_of(delivery),
            "is_waiting": delivery.state == State.WAITING,
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self.delivery.sequence is None:
            made = acts.send_test(self.webhook)
            return redirect(page_of(made))
        again(request, self.webhook, pk=self.delivery.pk)
        return redirect(page_of(self.delivery))


def body_of(delivery: Delivery) -> str:
    """As it is sent; empty where its change is forgotten."""
    if delivery.sequence is None:
        return Message(delivery.event, delivery.planned_at).body().decode()
    change = Change.objects.filter(sequence=delivery.sequence).first()
    if change is None:
        return ""
    return Message(delivery.event, change.at, change.sequence, change.item).body().decode()


class SecretView(Page):
    """The secret is shown once, when somebody asks for it; after that there is only a new one."""

    page_title = gettext_lazy("Secret")
    header_icon = "key"
    template_name = "partners/secret.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        until = self.webhook.previous_until
        still = until if until and until > timezone.now() else None
        return super().get_context_data(previous_until=still, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """`act`: show or rotate. Two who ask at once: one is shown it."""
        webhook = self.webhook = get_object_or_404(Webhook.objects.select_for_update(), pk=self.kwargs["pk"])
        if request.POST.get("act") == "rotate":
            signing.rotate(webhook, timezone.now())
            log(webhook, audit.ROTATED)
        elif webhook.secret_shown_at is None:
            webhook.secret_shown_at = timezone.now()
            webhook.save(update_fields=["secret_shown_at"])
            log(webhook, audit.SHOWN)
        else:
            return redirect("webhooks:secret", webhook.pk)
        return self.render_to_response(self.get_context_data(secret=signing.as_shown(webhook.salt)))


class ReplayView(Page):
    page_title = gettext_lazy("Replay")
    header_icon = "rotate"
    template_name = "partners/replay.html"

    @cached_property
    def form(self) -> ReplayForm:
        return ReplayForm(self.request.POST or None, webhook=self.webhook)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        sequence = self.form.cleaned_data["sequence"]
        acts.replay(self.webhook, sequence)
        log(self.webhook, audit.REPLAYED, data={"sequence": sequence})
        messages.success(
            request, _("Everything from %(sequence)s on is sent again.") % {"sequence": sequence}
        )
        return self.to_deliveries()
