"""What is corrected, and how that is taken back."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from cms.endings.forms import language_of
from cms.endings.views import may_publish_now
from cms.media.languages import direction
from cms.pages.audit import write
from cms.pages.endings import today
from cms.pages.models import TranslatedVersion
from cms.pages.moment_inputs import DayInput
from cms.roles.may import lock_for
from newsroom.correcting.audit import CORRECTED, TAKEN_BACK
from newsroom.models import Correction, CorrectionKind, CorrectionNote


class CorrectionForm(forms.Form):
    """A note for each language version; where there is a draft, whether it is published with the note.

    `versions`: public pages that share a translation key, each of which `user` may publish. `correction`: one
    that is made already.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("kind"),
        choices=CorrectionKind,
        initial=CorrectionKind.CORRECTION,
        help_text=gettext_lazy(
            "A correction sets an error right; an update adds what has become known since."
        ),
    )
    date = forms.DateField(label=gettext_lazy("date"), initial=today, widget=DayInput)

    def __init__(
        self,
        *args: Any,
        user: Any,
        versions: Sequence[Page],
        correction: Correction | None = None,
        **kwargs: Any,
    ) -> None:
        self.user = user
        self.correction = correction
        self.versions = versions
        self.notes = {note.locale_id: note for note in correction.notes.all()} if correction else {}
        self.drafts: dict[int, Revision] = {}
        if correction:
            kwargs["initial"] = {"kind": correction.kind, "date": correction.date}
        super().__init__(*args, **kwargs)
        for version in versions:
            self.add_fields(version)

    def add_fields(self, version: Page) -> None:
        locale, note = version.locale.language_code, self.notes.get(version.locale_id)
        self.fields[f"note-{version.pk}"] = forms.CharField(
            label=_("Note for readers: %(language)s") % {"language": language_of(version)},
            help_text=_("Public, in one or two sentences: what was wrong or new, and what is right."),
            widget=forms.Textarea(attrs={"rows": 3, "lang": locale, "dir": direction(locale)}),
            initial=note.note if note else "",
            required=False,
        )
        if version.has_unpublished_changes and not lock_for(version, self.user):
            self.fields[f"draft-{version.pk}"] = forms.BooleanField(
                label=_("Publish the draft “%(title)s” with it") % {"title": version.draft_title},
                help_text=_("Otherwise the text stays as it is public now, and the draft a draft."),
                required=False,
                # What is published is what was offered, and nothing that was saved since.
                widget=forms.CheckboxInput(attrs={"value": state_of(version.latest_revision)}),
            )

    def rows(self) -> list[list[forms.BoundField]]:
        """Of each version, its fields."""
        names = [(f"note-{version.pk}", f"draft-{version.pk}") for version in self.versions]
        return [[self[name] for name in both if name in self.fields] for both in names]

    def clean_date(self) -> datetime.date:
        found: datetime.date = self.cleaned_data["date"]
        if found > today():
            raise forms.ValidationError(_("This day is yet to come."))
        return found

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not any(data.get(f"note-{version.pk}") for version in self.versions):
            self.add_error(None, _("Write a note in at least one language."))
        for version in self.versions:
            if data.get(f"draft-{version.pk}"):
                self.clean_draft(version)
        return data

    def clean_draft(self, version: Page) -> None:
        if not self.cleaned_data.get(f"note-{version.pk}"):
            self.add_error(f"note-{version.pk}", _("Say what the draft changes."))
        # Held until the request ends: autosave writes into the same revision.
        draft = Revision.objects.select_for_update().get(pk=version.latest_revision_id)
        self.drafts[version.pk] = draft
        if self.data[f"draft-{version.pk}"] != state_of(draft):
            self.add_error(
                f"draft-{version.pk}", _("The draft was changed meanwhile. Look at it, and decide anew.")
            )
        planned = draft.as_object().go_live_at
        if planned and planned > timezone.now():
            self.add_error(
                f"draft-{version.pk}",
                _("The draft has a date on which it is to go live. Take that out first, to publish it now."),
            )

    def save(self) -> Correction:
        """Raises Refused."""
        correction = self.correction or Correction(
            translation_key=self.versions[0].translation_key, made_by=self.user
        )
        correction.kind, correction.date = self.cleaned_data["kind"], self.cleaned_data["date"]
        correction.save()
        for version in self.versions:
            self.save_note(correction, version)
        return correction

    def save_note(self, correction: Correction, version: Page) -> None:
        text = self.cleaned_data[f"note-{version.pk}"]
        note = self.notes.get(version.locale_id) or CorrectionNote(
            correction=correction, locale=version.locale
        )
        if not text:
            if note.pk:
                write(version, TAKEN_BACK, {"note": note.note}, self.user)
                note.delete()
            return
        if self.cleaned_data.get(f"draft-{version.pk}"):
            if not (note.before_id and note.after_id == version.live_revision_id):
                note.before = version.live_revision
            draft = self.drafts[version.pk]
            note.after = draft
            draft.publish(user=self.user)
        elif note.note == text and not {"kind", "date"} & {*self.changed_data}:
            return
        note.note = text
        note.save()
        told = {"note": text, "kind": correction.kind, "date": correction.date.isoformat()}
        write(version, CORRECTED, told, self.user)


def state_of(draft: Revision) -> str:
    """Its text as it is now: the moment rises whenever it is written over."""
    return f"{draft.pk} {draft.created_at.isoformat()}"


class TakeBackForm(forms.Form):
    """`correction` with its notes; `versions` whose text `user` can bring back too have a box."""

    def __init__(
        self, *args: Any, user: Any, correction: Correction, versions: Sequence[Page], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.correction = correction
        self.versions = versions
        self.notes = {note.locale_id: note for note in correction.notes.all()}
        for version in versions:
            note = self.notes.get(version.locale_id)
            if not (note and note.before_id and note.after_id == version.live_revision_id):
                continue
            if may_publish_now(version, user):
                newer = version.latest_revision_id != note.after_id
                self.fields[f"text-{version.pk}"] = forms.BooleanField(
                    label=_("Bring back the text as it was before: %(language)s")
                    % {"language": language_of(version)},
                    help_text=_("The draft that was saved since stays as it is.") if newer else "",
                    required=False,
                    initial=True,
                )

    def take_back(self) -> None:
        """Raises Refused."""
        # Those of versions that are not public now go along.
        for version in Page.objects.filter(translation_key=self.correction.translation_key):
            if note := self.notes.get(version.locale_id):
                write(version, TAKEN_BACK, {"note": note.note}, self.user)
        for version in self.versions:
            if self.cleaned_data.get(f"text-{version.pk}"):
                self.bring_back(version, self.notes[version.locale_id])
        self.correction.delete()

    def bring_back(self, version: Page, note: CorrectionNote) -> None:
        """As the newest version, where nobody has written since: what was corrected must be no draft now."""
        before: Any = note.before
        again = before
        if version.latest_revision_id == note.after_id:
            again = before.as_object().save_revision(user=self.user, clean=False, previous_revision=before)
            if made := TranslatedVersion.objects.filter(revision=before).first():
                made.pk, made.revision = None, again
                made.save()
        again.publish(user=self.user, previous_revision=before)
