"""The admin's and the management API's forms for files."""

from typing import Any

from django.db import transaction
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.media.image_file import placeholder


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


class ImageForm(KeepsUntilCommit, BaseImageForm):
    def clean_file(self) -> Any:
        """Refuses what can't be decoded to the end, before anybody uses it."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            placeholder(file)
        return file

    def forget_copies(self, instance: Any) -> None:
        instance.renditions.all().delete()


class DocumentForm(KeepsUntilCommit, BaseDocumentForm):
    pass
