"""What the desk says of a partner, and of a key that it makes for one."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import AdminDateTimeInput

from cms.partners import shown
from cms.partners.forms import kinds, several, sites, with_chosen
from cms.partners.models import Scope

CHOICES: Final = {"sites": sites, "kinds": kinds}
USUAL_LIFE: Final = timedelta(days=365)


class PartnerForm(WagtailAdminModelForm):
    sites = several(gettext_lazy("Sites"))
    kinds = several(gettext_lazy("Kinds of news"))
    shows = forms.CharField(
        label=gettext_lazy("What it shows"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        help_text=gettext_lazy(
            "A line for each feed, embed or list of ours: what it is called, and its address, for example"
            " “Home page https://…/feeds/news.rss?locale=de”. The code from the builder will do, too. Each"
            " page's “Partners” then tells whether the page is in it, and why not."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in CHOICES.items():
            field: Any = self.fields[name]
            field.choices = with_chosen(choices(), getattr(self.instance, name))

        self.initial["shows"] = "\n".join(self.instance.shows)

    def clean_shows(self) -> list[str]:
        return shown.read(self.cleaned_data["shows"])

    def clean_sites(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["sites"]]

    def clean(self) -> Any:
        """Raises ValidationError for a day that is shorter than an hour."""
        cleaned = super().clean()
        hour, day = self.cleaned_data.get("per_hour"), self.cleaned_data.get("per_day")
        if hour and day and day < hour:
            self.add_error(
                "per_day", _("A day has at least as many as an hour: give %(hour)s or more.") % {"hour": hour}
            )
        return cleaned


class KeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=100,
        help_text=gettext_lazy(
            "A system or a department: each gets a key of its own, which can end by itself."
        ),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Scopes"),
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
    )
    expires_at = forms.DateTimeField(
        label=gettext_lazy("Expires"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Left empty, it is good until it is revoked."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_at"].initial = (timezone.localtime() + USUAL_LIFE).replace(hour=0, minute=0)

    def clean_scopes(self) -> list[str]:
        """What is under embargo is read among all else."""
        chosen: list[str] = self.cleaned_data["scopes"]
        return [Scope.READ, *chosen] if Scope.EMBARGO in chosen and Scope.READ not in chosen else chosen

    def clean_expires_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["expires_at"]
        if at and at <= timezone.now():
            raise ValidationError(_("This moment is past: the key would never be good."))
        return at


EDIT_HANDLER: Final = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "contact_person", "email", "address", "notes")],
            gettext_lazy("Organisation"),
        ),
        FieldPanel("shows"),
        MultiFieldPanel(
            [
                HelpPanel(
                    gettext_lazy(
                        "For all keys of this partner together. Who asks more is told to wait until the next"
                        " hour or day begins."
                    )
                ),
                FieldPanel("per_hour"),
                FieldPanel("per_day"),
            ],
            gettext_lazy("Quota"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    gettext_lazy(
                        "What a key with the scope for embargoes may read before it is public. Where nothing"
                        " is ticked, that is everything. What is public, everybody reads."
                    )
                ),
                FieldPanel("sites"),
                FieldPanel("kinds"),
            ],
            gettext_lazy("Allowed under embargo"),
        ),
    ],
    base_form_class=PartnerForm,
)
