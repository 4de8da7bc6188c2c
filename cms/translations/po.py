"""A section's texts as PO files, one for each page, for translators who work elsewhere; and back again.

Files are wagtail-localize's own, each with the number of its translation. Here they are put into one archive,
and looked at one by one when they come back: what is wrong with one of them keeps no other from being taken.
"""

import lzma
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

import polib
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_latest_str
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, get_edit_url

from cms.roles.may import lock_for

# What an upload may hold at the most, unpacked: as bytes, and as files.
MOST_BYTES: Final = 50 * 1024**2
MOST_FILES: Final = 5000
NUMBER: Final = "X-WagtailLocalize-TranslationID"
TOOL: Final = "PO File"  # as wagtail-localize calls it
# What is raised of an archive that is cut or encrypted; each way of packing has an error of its own for it.
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


@dataclass
class Taken:
    """What became of one file: texts that are `new`, were the same already, or cannot be used.

    `target`: the page or snippet. `stale`: originals that it no longer has. `unusable`: with links or markup
    that do not fit, which the editor shows. `refused`: why nothing was taken at all, as HTML.
    """

    name: str
    target: Any = None
    new: int = 0
    same: int = 0
    fuzzy: int = 0
    empty: int = 0
    stale: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)
    refused: str = ""

    @property
    def title(self) -> str:
        return get_latest_str(self.target)

    @property
    def url(self) -> str:
        return str(get_edit_url(self.target))


def translations(section: Page, locale: Locale, user: Any) -> list[tuple[Translation, Page]]:
    """Those of the section's pages into that language that the person works on, in the tree's order."""
    below = Page.objects.descendant_of(section, inclusive=True).order_by("path")
    order = {key: place for place, key in enumerate(below.values_list("translation_key", flat=True))}
    made = Translation.objects.filter(source__object_id__in=order, target_locale=locale, enabled=True)
    found = list(made.select_related("source__locale", "target_locale"))
    pages = Page.objects.filter(translation_key__in=order, locale=locale).select_related("locale")
    targets = {page.translation_key: page for page in pages}
    found.sort(key=lambda each: order[each.source.object_id])
    return [
        (each, target)
        for each in found
        if (target := targets.get(each.source.object_id)) and target.permissions_for_user(user).can_edit()
    ]


def archive(made: Iterable[tuple[Translation, Page]]) -> IO[bytes]:
    """One PO file for each, named by its place, the page's address and the languages."""
    packed: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for number, (translation, page) in enumerate(made, start=1):
            languages = f"{translation.source.locale.language_code}-{translation.target_locale.language_code}"
            files.writestr(f"{number:03}-{page.slug}.{languages}.po", str(translation.export_po()))
    packed.seek(0)
    return packed


def unpack(upload: Any) -> list[tuple[str, bytes]]:
    """The PO files in what was uploaded, one file or an archive. Raises ValidationError."""
    if not zipfile.is_zipfile(upload):
        if upload.size > MOST_BYTES:
            raise ValidationError(_("The file is too large."))
        upload.seek(0)
        return [(upload.name, upload.read())]
    try:
        with zipfile.ZipFile(upload) as files:
            inside = [each for each in files.infolist() if each.filename.lower().endswith(".po")]
            inside = [each for each in inside if not each.filename.startswith("__MACOSX/")]
            if len(inside) > MOST_FILES or sum(each.file_size for each in inside) > MOST_BYTES:
                raise ValidationError(_("The archive is too large."))
            found = [(each.filename, files.read(each)) for each in inside]
    except DAMAGED as error:
        raise ValidationError(_("The archive cannot be read: it is damaged or has a password.")) from error
    if not found:
        raise ValidationError(_("There is no PO file in the archive."))
    return found


def take(files: Iterable[tuple[str, bytes]], made: list[tuple[Translation, Any]], user: Any) -> list[Taken]:
    """Each file whole or not at all. `made`: the translations that the files may be of."""
    by_number = {str(translation.uuid): (translation, page) for translation, page in made}
    return list(take_each(files, by_number, user))


def take_each(
    files: Iterable[tuple[str, bytes]], by_number: dict[str, tuple[Translation, Any]], user: Any
) -> Iterator[Taken]:
    seen: set[str] = set()
    for name, content in files:
        result = Taken(name)
        po = read(content)
        number = po.metadata.get(NUMBER, "") if po is not None else ""
        if po is None:
            result.refused = _("This is no PO file, or not in UTF-8.")
        elif not number:
            result.refused = _("The file does not say which page it is of: its head has been lost.")
        elif number in seen:
            result.refused = _("Another file of the same page was taken already.")
        elif number not in by_number:
            result.refused = _("It belongs to no translation that you may bring back here.")
        else:
            seen.add(number)
            translation, result.target = by_number[number]
            if lock := lock_for(result.target, user):
                result.refused = lock.get_message(user)
            else:
                take_one(po, translation, result, user)
        yield result


def read(content: bytes) -> polib.POFile | None:
    """By a file of our own: polib takes a name of one just as well as its text, and would open it."""
    with tempfile.NamedTemporaryFile(suffix=".po", delete=False) as kept:
        kept.write(content)
    try:
        return polib.pofile(kept.name, encoding="utf-8")
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError):
        # Its parser has no error of its own.
        return None
    finally:
        os.unlink(kept.name)


@transaction.atomic
def take_one(po: polib.POFile, translation: Translation, result: Taken, user: Any) -> None:
    """What translators have marked as doubtful, or that is of an older original, stays out."""
    segments = translation.source.stringsegment_set.all()
    asked = set(segments.values_list("context__path", "string__data"))
    mine = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )
    before = {
        (path, text): said
        for path, text, said in mine.values_list("context__path", "translation_of__data", "data")
    }
    wanted = polib.POFile()
    wanted.metadata = po.metadata
    for entry in po:
        place = entry.msgctxt, entry.msgid
        if entry.obsolete:
            continue
        if not entry.msgstr:
            result.empty += 1
        elif place not in asked:
            result.stale.append(entry.msgid)
        elif entry.fuzzy:
            result.fuzzy += 1
        elif before.get(place) == entry.msgstr:
            result.same += 1
        else:
            result.new += 1
            wanted.append(entry)
    translation.import_po(wanted, user=user, tool_name=TOOL)
    texts = {entry.msgid for entry in wanted}
    wrong = mine.filter(has_error=True).values_list("translation_of__data", flat=True)
    result.unusable = [text for text in wrong if text in texts]
