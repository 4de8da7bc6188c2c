"""What readers are to find where a page was, and in which of its languages; and how that is undone."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.endings.audit import ACTIONS
from cms.media.languages import direction
from cms.pages.audit import write
from cms.pages.choosers import PageChooser
from cms.pages.endings import Ending, HowItEnded
from cms.pages.gates import Refused
from cms.pages.paths import address
from cms.published.find import visible_pages
from cms.redirects.forms import RedirectForm

HOW: Final = [
    (HowItEnded.WITHDRAWN, gettext_lazy("An explanation: the page was withdrawn, and why")),
    (HowItEnded.GONE, gettext_lazy("Nothing: the page is gone")),
    (HowItEnded.REDIRECTED, gettext_lazy("Another page or address, to which they are led")),
]


class VersionsForm(forms.Form):
    """One box for each language version, checked to begin with. `versions`: pages, the asked one first."""

    def __init__(self, *args: Any, versions: Sequence[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = versions
        for version in versions:
            self.fields[f"chosen-{version.pk}"] = forms.BooleanField(
                label=language_of(version), required=False, initial=True
            )

    def clean(self) -> dict[str, Any]:
        if not self.chosen():
            self.add_error(None, _("Choose at least one language."))
        return self.cleaned_data

    def chosen(self) -> list[Page]:
        return [each for each in self.versions if self.cleaned_data.get(f"chosen-{each.pk}")]

    def rows(self) -> list[dict[str, Any]]:
        """Of each version: the page and its fields."""
        return [{"page": version, "chosen": self[f"chosen-{version.pk}"]} for version in self.versions]


class EndingForm(VersionsForm):
    how = forms.ChoiceField(
        label=gettext_lazy("What readers find at its address"), choices=HOW, widget=forms.RadioSelect
    )
    target = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1),
        label=gettext_lazy("Page to which they are led"),
        help_text=gettext_lazy("In each language its own version of that page, where it has one."),
        widget=PageChooser,
        required=False,
    )
    address = forms.CharField(
        label=gettext_lazy("Or address"),
        help_text=gettext_lazy("Of another website, or a path such as /de/presse/."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.versions[0].alias_of_id:
            # It has no text of its own that could be withdrawn, and is public again only with its original.
            how: Any = self.fields["how"]
            how.choices = [choice for choice in HOW if choice[0] != HowItEnded.WITHDRAWN]
            self.initial["how"] = HowItEnded.GONE
        for version in self.versions:
            locale = version.locale.language_code
            self.fields[f"note-{version.pk}"] = forms.CharField(
                label=_("Explanation for readers: %(language)s") % {"language": language_of(version)},
                widget=forms.Textarea(attrs={"rows": 3, "lang": locale, "dir": direction(locale)}),
                required=False,
            )
        self.redirects: dict[int, RedirectForm] = {}

    def rows(self) -> list[dict[str, Any]]:
        return [{**row, "note": self[f"note-{row['page'].pk}"]} for row in super().rows()]

    def clean(self) -> dict[str, Any]:
        super().clean()
        how = self.cleaned_data.get("how")
        for version in self.chosen():
            if how == HowItEnded.WITHDRAWN and not self.cleaned_data.get(f"note-{version.pk}"):
                self.add_error(f"note-{version.pk}", _("Say in a sentence or two why it was withdrawn."))
            if how == HowItEnded.REDIRECTED and not self.errors:
                self.clean_redirect(version)
        return self.cleaned_data

    def clean_redirect(self, version: Page) -> None:
        """By the rules of all redirects."""
        place = address(version)
        if place is None:
            self.add_error("how", _("This page is in no site: it has no address that could lead elsewhere."))
            return
        if not is_public(version):
            # A redirect is public, and would be the first to tell this address.
            why = _("Readers do not find this page now: nothing can lead elsewhere from it.")
            self.add_error("how", f"{language_of(version)}: {why}")
            return
        target = self.cleaned_data.get("target")
        form = RedirectForm(
            {
                "old_path": place.path,
                "site": place.site.pk,
                "is_permanent": True,
                "redirect_page": version_of(target, version).pk if target else "",
                "redirect_link": self.cleaned_data.get("address", ""),
            }
        )
        self.redirects[version.pk] = form
        for field, errors in form.errors.items():
            named = {"redirect_page": "target", "redirect_link": "address"}.get(field)
            self.add_error(named, [f"{language_of(version)}: {each}" for each in errors])

    def end(self, user: Any) -> list[Page]:
        """End the publication of the chosen versions, which the person may; returns them."""
        how = HowItEnded(self.cleaned_data["how"])
        for version in self.chosen():
            revision = None if version.alias_of_id else version.live_revision
            note = self.cleaned_data[f"note-{version.pk}"] if how == HowItEnded.WITHDRAWN else ""
            redirect = self.redirects[version.pk].save() if how == HowItEnded.REDIRECTED else None
            UnpublishPageAction(version, user=user, log_action=False).execute(skip_permission_checks=True)
            Ending.objects.update_or_create(
                page_id=version.pk,
                defaults={
                    "how": how,
                    "note": note,
                    "revision": revision,
                    "redirect": redirect,
                    "ended_by": user,
                },
            )
            data = {"note": note} if note else {"location": location_of(redirect)} if redirect else None
            write(version, ACTIONS[how], data, user)
        return self.chosen()


class UndoForm(VersionsForm):
    def undo(self, user: Any) -> None:
        """Publish the chosen versions as they were. Raises PermissionDenied, Refused."""
        for version in self.chosen():
            version.ending.revision.publish(user=user, previous_revision=version.ending.revision)


def passes(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Do it all, or nothing: where a page may not be published, the form says why."""
    try:
        with transaction.atomic():
            act()
    except Refused as refusal:
        form.add_error(None, [f"{refusal.page}: {each}" for each in refusal.problems])
        return False
    return True


def language_of(page: Page) -> str:
    """In the editor's language."""
    return str(page.locale.get_display_name())


def version_of(target: Page, page: Page) -> Page:
    """The target in the page's language, where it is public in that."""
    own = target.get_translation_or_none(page.locale)
    return own if own and is_public(own) else target


def is_public(page: Page) -> bool:
    return bool(visible_pages([page.pk]))


def location_of(redirect: Redirect) -> str:
    return str(redirect.redirect_page or redirect.redirect_link)
