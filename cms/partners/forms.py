"""What an editor says of a webhook: where it leads, and what it is told."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.models import Locale, Site

from cms.partners import addresses
from cms.partners.models import CHOSEN, Webhook, usual_events
from cms.partners.words import EVENTS
from cms.published.contract import contract
from cms.published.filters import Filters
from cms.published.models import Change, PublishedSite
from cms.published.sites import asking
from cms.published.terms import terms

Choices = list[tuple[Any, Any]]


def sites() -> Choices:
    """By the name that editors gave them; a host says little where there are many."""
    found = PublishedSite.objects.order_by("-is_default", "host").values_list("site_id", "host")
    names = dict(Site.objects.values_list("pk", "site_name"))
    return [(pk, f"{names[pk]} ({host})" if names.get(pk) else host) for pk, host in found]


def locales() -> Choices:
    return [(each.language_code, each.get_display_name()) for each in Locale.objects.all()]


def types() -> Choices:
    listed = [*contract.types, *contract.item_types]
    named = [(label, capfirst(apps.get_model(label)._meta.verbose_name)) for label in listed]
    return sorted(named, key=lambda pair: str(pair[1]).casefold())


def kinds() -> Choices:
    return [(kind, contract.label("kind", kind, language())) for kind in contract.values("kind")]


def topics() -> Choices:
    """Those that a public page has: another's name might tell of something that is still to come."""
    found = asking(lambda known: terms("topic", Filters(sites=None), language(), known))
    return [(term.value, term.label) for term in found.all]


def language() -> str:
    return get_language() or "en"


def several(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


FILTERS: Final = {"sites": sites, "locales": locales, "types": types, "kinds": kinds, "topics": topics}


class WebhookForm(WagtailAdminModelForm):
    events = forms.MultipleChoiceField(
        label=gettext_lazy("Events"),
        choices=[(each.value, EVENTS[each]) for each in CHOSEN],
        initial=usual_events,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("What is withdrawn, removed, or leaves the filter is always told."),
    )
    sites = several(gettext_lazy("Sites"))
    locales = several(gettext_lazy("Languages"))
    types = several(gettext_lazy("Types"))
    kinds = several(gettext_lazy("Kinds of news"))
    topics = several(gettext_lazy("Topics"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in FILTERS.items():
            field: Any = self.fields[name]
            field.choices = with_chosen(choices(), getattr(self.instance, name))

    def clean_sites(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["sites"]]

    def clean_url(self) -> str:
        """Raises ValidationError, in words that say how to mend it."""
        url: str = self.cleaned_data["url"]
        try:
            to = addresses.target(url)
            addresses.addresses(to.host, to.port)
        except addresses.Malformed:
            raise ValidationError(
                _("Give an address that begins with https:// and has no user name or password in it.")
            ) from None
        except addresses.NotFound:
            raise ValidationError(_("There is no server of that name. Is it spelled correctly?")) from None
        except addresses.NotPublic as error:
            text = _(
                "This name leads to %(address)s, which is not an address of the public internet. Give one"
                " that can be reached from outside."
            )
            raise ValidationError(text % {"address": error}) from None
        return url


def with_chosen(choices: Choices, chosen: Iterable[Any]) -> Choices:
    """What was chosen stays a choice, also where nothing has it any more."""
    known = {value for value, _ in choices}
    return [*choices, *((value, str(value)) for value in chosen if value not in known)]


class ReplayForm(forms.Form):
    """From which change on everything is sent again: one that the log still has, and that was looked at."""

    sequence = forms.IntegerField(
        label=gettext_lazy("From sequence number"),
        min_value=1,
        help_text=gettext_lazy("The first change that is sent again. All after it follow, in order."),
    )

    def __init__(self, *args: Any, webhook: Webhook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.webhook = webhook
        self.first = Change.objects.order_by("sequence").values_list("sequence", flat=True).first()

    def clean_sequence(self) -> int:
        sequence: int = self.cleaned_data["sequence"]
        if self.first is None or sequence > self.webhook.cursor:
            text = _("The webhook has not come so far: the last change that it looked at is %(last)s.")
            raise ValidationError(text % {"last": self.webhook.cursor})
        if sequence < self.first:
            text = _(
                "The log begins with %(first)s: what is older is forgotten. Begin there, or let the receiver"
                " copy everything anew from the change feed."
            )
            raise ValidationError(text % {"first": self.first})
        return sequence


EDIT_HANDLER: Final = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("partner"), FieldPanel("url"), FieldPanel("is_active")],
            gettext_lazy("Receiver"),
        ),
        FieldPanel("events"),
        MultiFieldPanel(
            [
                HelpPanel(
                    gettext_lazy(
                        "Where nothing is ticked, all are told. After a change here, have the receiver copy"
                        " everything anew, or replay: of what no longer passes, it is told nothing."
                    )
                ),
                *(FieldPanel(name) for name in FILTERS),
            ],
            gettext_lazy("Filter"),
        ),
    ],
    base_form_class=WebhookForm,
)
