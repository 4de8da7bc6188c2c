"""The admin's and the management API's forms for files."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from PIL import Image as Picture
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


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


class ImageForm(KeepsUntilCommit, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = WholePictureField(
                label=given.label, required=given.required, widget=given.widget
            )
        if "caption" in self.fields:  # where many are uploaded, ten lines of each stand in the way
            self.fields["caption"].widget = AdminAutoHeightTextInput()

    def forget_copies(self, instance: Any) -> None:
        instance.renditions.all().delete()


class DocumentForm(KeepsUntilCommit, BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It has a default; an upload of many files at once asks for nothing else.
        if "accessible" in self.fields:
            self.fields["accessible"].required = False
