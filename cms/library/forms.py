"""What an editor is asked about the consent to show an image."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permissions import policy_registry

from cms.library.consent import refuse
from cms.media.models import Image
from cms.pages.choosers import ImageChooser
from cms.pages.moment_inputs import DayInput


class StandInForm(forms.Form):
    stand_in = forms.ModelChoiceField(
        Image.objects.none(),
        label=gettext_lazy("Stand-in"),
        help_text=gettext_lazy(
            "An image that is shown in its place, with its own alt text, credit and licence. "
            "Empty: nothing is shown."
        ),
        widget=ImageChooser,
        required=False,
    )

    def __init__(self, *args: Any, image: Image, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.image = image
        self.initial.setdefault("stand_in", image.stand_in)
        policy = policy_registry.get_by_type(Image)
        chosen: Any = self.fields["stand_in"]
        chosen.queryset = policy.instances_user_has_any_permission_for(user, ["choose", "change"])

    def clean_stand_in(self) -> Image | None:
        chosen: Image | None = self.cleaned_data["stand_in"]
        if chosen:
            refuse(self.image, chosen)
        return chosen


class WithdrawalForm(StandInForm):
    on = forms.DateField(
        label=gettext_lazy("Withdrawn on"),
        help_text=gettext_lazy("The day on which those shown have said so."),
        widget=DayInput,
    )
    reference = forms.CharField(
        label=gettext_lazy("Reason or reference"),
        help_text=gettext_lazy("Where the withdrawal is filed, or what was said. Never published."),
        max_length=255,
    )
    field_order = ("on", "reference", "stand_in")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError(_("This day is still to come. Say at the image until when consent holds."))
        return self.cleaned_data["on"]
