"""Many images or documents described at once: each by itself in a table, and what they share below it."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.views.bulk_actions.document_bulk_action import DocumentBulkAction
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction

from cms.library import audit
from cms.media.alts import merged
from cms.media.forms import ALT_IN, alt_fields, alts_in
from cms.pages.moment_inputs import DayInput

# One form holds them all, and a server takes so many fields of a form.
MOST_AT_ONCE: Final = 200
# In place of a value, where each may have another.
AS_IT_IS: Final = [("", gettext_lazy("Leave as it is"))]


class DescribingForm(forms.Form):
    """`name`: the field that each file has for itself. `shared`: what is set for all, left where empty, or
    cleared.
    """

    name: str
    shared: tuple[str, ...] = ()

    def __init__(self, *args: Any, model: Any, files: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model, self.described = model, files
        self.own = self.own_fields()
        for file in files:
            for name, given in self.own.items():
                # Compared to what the editor was shown: what somebody else has written meanwhile stays.
                field = deepcopy(given)
                field.show_hidden_initial = True
                field.label = _("%(field)s of “%(file)s”") % {"field": field.label, "file": file.title}
                field.help_text = ""
                self.fields[f"{name}-{file.pk}"] = field
                self.initial[f"{name}-{file.pk}"] = self.own_value(file, name)
        for name in self.shared:
            self.fields[name] = self.shared_field(name)
            if self.can_be_cleared(name):
                self.fields[f"clear-{name}"] = forms.BooleanField(
                    label=_("Empty this field: %(field)s") % {"field": self.fields[name].label},
                    required=False,
                )

    def own_fields(self) -> dict[str, Any]:
        """What is asked of each file."""
        return {self.name: self.model_field(self.name).formfield(widget=AdminAutoHeightTextInput)}

    def own_value(self, file: Any, name: str) -> Any:
        return getattr(file, name)

    def shared_field(self, name: str) -> forms.Field:
        field = self.model_field(name)
        offered: Any = field.formfield()
        offered.required = False
        offered.initial = None
        if field.choices:
            choices = [choice for choice in offered.choices if choice[0]]
            return forms.ChoiceField(
                label=offered.label,
                help_text=offered.help_text,
                choices=[*AS_IT_IS, *choices],
                required=False,
            )
        if isinstance(offered, forms.DateField):
            offered.widget = DayInput()
        elif isinstance(offered.widget, forms.Textarea):
            offered.widget = AdminAutoHeightTextInput()
        return offered  # type: ignore[no-any-return]

    def model_field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def can_be_cleared(self, name: str) -> bool:
        return bool(self.model_field(name).blank)

    def rows(self) -> list[dict[str, Any]]:
        """Of each file: the file and its own fields."""
        return [
            {"file": file, "fields": [self[f"{name}-{file.pk}"] for name in self.own]}
            for file in self.described
        ]

    def for_all(self) -> list[dict[str, Any]]:
        return [
            {"field": self[name], "clear": self[f"clear-{name}"] if self.can_be_cleared(name) else None}
            for name in self.shared
        ]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for name in self.shared:
            if found.get(name) and found.get(f"clear-{name}"):
                self.add_error(name, _("Either fill this in for all, or empty it."))
        if not self.errors:
            for file in self.described:
                self.clean_file(file)
        return found

    def clean_file(self, file: Any) -> None:
        """The file's own rules, before anything is written."""
        written = self.put(file, self.changes(file))
        try:
            file.clean_fields(exclude={field.name for field in file._meta.fields} - {*written})
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                self.add_error(f"{name}-{file.pk}" if name in self.own else name, errors)

    def put(self, file: Any, changed: dict[str, Any]) -> list[str]:
        """Into the file, not yet into the database; says which of its fields that has changed."""
        for name, value in changed.items():
            setattr(file, name, value)
        return [*changed]

    def changes(self, file: Any) -> dict[str, Any]:
        """What is to be written of it, by the form's names."""
        told = self.cleaned_data
        found = {name: told[name] for name in self.shared if told.get(name)}
        for name in self.shared:
            if told.get(f"clear-{name}"):
                field = self.model_field(name)
                found[name] = None if field.null else ""
        for name in self.own:
            if f"{name}-{file.pk}" in self.changed_data:
                found[name] = told[f"{name}-{file.pk}"]
        return found


class ImagesForm(DescribingForm):
    """An alt text in each language."""

    name = "alt"
    shared = ("credit", "licence", "caption", "people_shown", "consent_reference", "consent_until")

    def own_fields(self) -> dict[str, Any]:
        return alt_fields(super().own_fields()["alt"])

    def own_value(self, file: Any, name: str) -> Any:
        return file.alts.get(name.removeprefix(ALT_IN), "") if name.startswith(ALT_IN) else file.alt

    def put(self, file: Any, changed: dict[str, Any]) -> list[str]:
        more = alts_in(changed)
        file.alts = merged(file.alts, more)
        own = {name: value for name, value in changed.items() if not name.startswith(ALT_IN)}
        return [*super().put(file, own), *(["alts"] if more else [])]


class DocumentsForm(DescribingForm):
    name = "title"
    shared = ("language", "accessible")


class Describing:
    """What both have of it. Mixed in before Wagtail's bulk action on images or documents."""

    display_name = gettext_lazy("Describe")
    action_type = "describe"
    action_priority = 5
    template_name = "library/describe.html"
    edit_url_name: str
    cleaned_form: Any
    request: Any
    model: Any
    permission_policy: Any

    def check_perm(self, file: Any) -> bool:
        return bool(
            self.permission_policy.user_has_permission_for_instance(self.request.user, "change", file)
        )

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Sequence[Any]) -> list[Any]:
        """The newest first; what is no number names nothing."""
        numbers = {int(each) for each in object_ids if str(each).isdecimal() and len(str(each)) < 19}
        found = model.objects.filter(pk__in=numbers).select_related("collection")
        return list(found.order_by("-created_at", "-pk")[: MOST_AT_ONCE + 1])

    @cached_property
    def chosen(self) -> tuple[list[Any], dict[str, list[Any]]]:
        """Those that the person may change, and those not; asked once."""
        files, others = super().get_actionable_objects()  # type: ignore[misc]
        return files, others

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        files, others = self.chosen
        return files[:MOST_AT_ONCE], dict(others)

    def get_form_kwargs(self) -> dict[str, Any]:
        files, _others = self.get_actionable_objects()
        return {**super().get_form_kwargs(), "model": self.model, "files": files}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        most = MOST_AT_ONCE if len(self.chosen[0]) > MOST_AT_ONCE else None
        return {**context, "most": most, "edit_url_name": self.edit_url_name}

    def get_execution_context(self) -> dict[str, Any]:
        return {"form": self.cleaned_form, "user": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: Sequence[Any], form: Any = None, user: Any = None, **_: Any
    ) -> tuple[int, int]:
        """Each that changes is written once, and its history has one entry."""
        changes = {file.pk: changed for file in objects if (changed := form.changes(file))}
        model: Any = cls.get_default_model()  # type: ignore[attr-defined]
        held = model.objects.select_for_update().order_by("pk")
        for file in held.filter(pk__in=changes):
            file.save(update_fields=form.put(file, changes[file.pk]))
            audit.write(file, audit.EDITED, user)
        return len(changes), 0


class DescribeImages(Describing, ImageBulkAction):
    aria_label = gettext_lazy("Describe the selected images")
    form_class = ImagesForm
    edit_url_name = "wagtailimages:edit"

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext("%(number)d image is described.", "%(number)d images are described.", number) % {
            "number": number
        }


class DescribeDocuments(Describing, DocumentBulkAction):
    aria_label = gettext_lazy("Describe the selected documents")
    form_class = DocumentsForm
    edit_url_name = "wagtaildocs:edit"

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext(
            "%(number)d document is described.", "%(number)d documents are described.", number
        ) % {"number": number}
