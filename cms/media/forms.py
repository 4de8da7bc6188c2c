"""The admin's and the management API's forms for files."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import get_language
from PIL import Image as Picture
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.media.alts import main_language, merged, other_languages
from cms.media.languages import direction, name


class KeepsUntilCommit:
    """Wagtail deletes a replaced file at once; a transaction that fails then leaves an item without one."""

    original_file: Any

    def save(self, commit: bool = True) -> Any:
        replaced, self.original_file = self.original_file, None
        instance = super().save(commit=commit)  # type: ignore[misc]
        if commit and replaced and "file" in self.changed_data:  # type: ignore[attr-defined]
            self.forget_copies(instance)
            storage, name = replaced.storage, replaced.name
            transaction.on_commit(lambda: storage.delete(name))
        return instance

    def forget_copies(self, instance: Any) -> None:
        pass


class WholePictureField(WagtailImageField):
    """Refuses what is too large before it is decoded, and what can't be decoded to the end.

    Wagtail decodes first, and takes only the beginning of a file for proof that it is a picture.
    """

    def check_image_pixel_size(self, f: Any) -> None:
        f.seek(0)
        try:
            with Picture.open(f) as picture:
                pixels = picture.width * picture.height
            if self.max_image_pixels and pixels > self.max_image_pixels:
                told = {"num_pixels": pixels, "max_pixels_count": self.max_image_pixels}
                message = self.error_messages["file_too_many_pixels"] % told
                raise ValidationError(message, code="file_too_many_pixels")
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as error:  # decoders raise anything, see cms.media.image_file.placeholder
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        finally:
            f.seek(0)


# Begins the name of the field for each language but the main one: `alt-en`.
ALT_IN: Final = "alt-"


def alt_fields(alt: forms.Field) -> dict[str, forms.Field]:
    """That of the main language, and one like it for each other, by name. Two queries."""
    main = main_language()
    fields = {"alt": alt}
    for locale in other_languages(main):
        fields[f"{ALT_IN}{locale.language_code}"] = field = deepcopy(alt)
        field.help_text = ""
        put_into(locale.language_code, field)
    if len(fields) > 1:
        put_into(main, alt)
    return fields


def put_into(language: str, field: forms.Field) -> None:
    """Into that language, written in its direction."""
    field.label = f"{capfirst(field.label)} ({name(language, get_language() or 'en')})"
    field.widget.attrs |= {"lang": language, "dir": direction(language)}


def alts_in(told: Mapping[str, str]) -> dict[str, str]:
    """By language, of fields by name: the texts that are not in the main one."""
    return {key.removeprefix(ALT_IN): text for key, text in told.items() if key.startswith(ALT_IN)}


class ImageForm(KeepsUntilCommit, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = WholePictureField(
                label=given.label, required=given.required, widget=given.widget
            )
        if "alt" in self.fields:
            self.ask_in_each_language()
        if "caption" in self.fields:  # where many are uploaded, ten lines of each stand in the way
            self.fields["caption"].widget = AdminAutoHeightTextInput()

    def ask_in_each_language(self) -> None:
        fields = alt_fields(self.fields["alt"])
        order = [key for field in self.fields for key in (fields if field == "alt" else [field])]
        self.fields |= fields
        self.order_fields(order)
        self.initial |= {f"{ALT_IN}{language}": text for language, text in self.instance.alts.items()}

    def _post_clean(self) -> None:
        self.instance.alts = merged(self.instance.alts, alts_in(self.cleaned_data))
        super()._post_clean()

    def forget_copies(self, instance: Any) -> None:
        instance.renditions.all().delete()


class DocumentForm(KeepsUntilCommit, BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It has a default; an upload of many files at once asks for nothing else.
        if "accessible" in self.fields:
            self.fields["accessible"].required = False
