"""A section's texts go out as PO files and come back; what is wrong with one file harms no other."""

import zipfile
from io import BytesIO
from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail_localize.models import StringTranslation

from tests.factories import NewsPageFactory, Place, TopicFactory, locale
from tests.projection.world import submit_for_translation
from tests.translations.conftest import somebody


@pytest.fixture
def section(place: Place, translation: Any) -> str:
    """The address of the newsroom's files: of two pages, one of which is begun in Arabic alone."""
    other = NewsPageFactory(parent=place.newsroom, title="Zweite Meldung", slug="zweite")
    submit_for_translation(other, "ar").save_target(publish=False)
    return f"/admin/translating/{place.newsroom.pk}/po/"


def fetch(client: Client, section: str, language: str = "en") -> dict[str, polib.POFile]:
    answer = client.get(section, {"locale": locale(language).pk})
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as files:
        return {name: polib.pofile(files.read(name).decode()) for name in files.namelist()}


def bring(client: Client, section: str, name: str, content: bytes, language: str = "en") -> Any:
    upload = {"locale": locale(language).pk, "file": SimpleUploadedFile(name, content)}
    return client.post(section, upload)


def packed(**files: Any) -> bytes:
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w") as made:
        for name, content in files.items():
            made.writestr(f"{name}.po", content if isinstance(content, bytes) else str(content))
    return stored.getvalue()


def damaged(method: int) -> bytes:
    """An archive with other bytes in the middle of what is packed."""
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w", method) as made:
        made.writestr("a.po", str(list(range(500))))
    content = bytearray(stored.getvalue())
    content[60:120] = b"\xff" * 60
    return bytes(content)


def in_english() -> dict[str, str]:
    found = StringTranslation.objects.filter(locale=locale("en"))
    return dict(found.values_list("context__path", "data"))


def test_it_goes_out_with_what_is_begun_and_comes_back(section: str, translator: Client, german: Any) -> None:
    files = fetch(translator, section)
    ((name, po),) = files.items()
    assert name == "001-neue-bruecke.de-en.po"
    for entry in po:
        entry.msgstr = f"EN {entry.msgid}" if entry.msgctxt != "slug" else "new-bridge"
    (taken,) = bring(translator, section, "back.zip", packed(a=po)).context["taken"]
    assert (taken.new, taken.same, taken.refused) == (len(po), 0, "")
    assert in_english()["summary"] == "EN Kurz und knapp gesagt."
    assert in_english()["slug"] == "new-bridge"
    by = StringTranslation.objects.filter(context__path="summary").get().last_translated_by
    assert by.username == "translator-en"
    (again,) = bring(translator, section, "back.po", str(po).encode()).context["taken"]
    assert (again.new, again.same) == (0, len(po))


def test_each_file_says_what_became_of_it(section: str, chief: Client, german: Any, translation: Any) -> None:
    (po,) = fetch(chief, section).values()
    (arabic,) = (file for name, file in fetch(chief, section, "ar").items())
    by_path = {entry.msgctxt: entry for entry in po}
    by_path["title"].msgstr = "New bridge"
    by_path["summary"].msgstr, by_path["summary"].flags = "Perhaps", ["fuzzy"]
    po.append(polib.POEntry(msgid="Was es einmal hieß", msgctxt="summary", msgstr="Once"))
    headless = polib.POFile()
    headless.append(polib.POEntry(msgid="a", msgstr="b"))
    files = {"a": po, "b": arabic, "c": headless, "d": b"\xff\xfe no", "e": b'msgid "\nmsgstr', "f": po}
    answer = bring(chief, section, "back.zip", packed(**files))
    assert answer.status_code == 200
    mine, *others = answer.context["taken"]
    assert (mine.new, mine.fuzzy, mine.stale, mine.target.title) == (
        1,
        1,
        ["Was es einmal hieß"],
        mine.target.title,
    )
    assert all(other.refused for other in others), others
    assert in_english() == {"title": "New bridge"}
    assert "Was es einmal hieß" in answer.content.decode()


def test_markup_that_does_not_fit_is_named(section: str, chief: Client) -> None:
    (po,) = fetch(chief, section).values()
    text = next(entry for entry in po if entry.msgctxt.startswith("body"))
    text.msgstr = "<script>no</script>"
    (taken,) = bring(chief, section, "back.po", str(po).encode()).context["taken"]
    assert taken.unusable == [text.msgid]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.zip", packed(), "There is no PO file in the archive."),
        ("cut.zip", packed(a="x" * 500)[:-30] + b"PK\x05\x06" + b"\0" * 18, "There is no PO file"),
        ("empty.po", b"", "empty"),
        ("deflated.zip", damaged(zipfile.ZIP_DEFLATED), "damaged or has a password"),
        ("bzip2.zip", damaged(zipfile.ZIP_BZIP2), "damaged or has a password"),
        ("lzma.zip", damaged(zipfile.ZIP_LZMA), "damaged or has a password"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(
    section: str, chief: Client, name: str, content: bytes, said: str
) -> None:
    answer = bring(chief, section, name, content)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_an_archive_that_unpacks_too_large_is_refused(section: str, chief: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("cms.translations.po.MOST_BYTES", 1000)
    answer = bring(chief, section, "bomb.zip", packed(a="x" * 2000))
    assert answer.status_code == 400
    assert "too large" in answer.content.decode()


def test_a_file_that_names_another_file_opens_nothing(section: str, chief: Client) -> None:
    (taken,) = bring(chief, section, "x.po", b"/etc/passwd").context["taken"]
    assert taken.refused


def test_who_does_not_translate_into_the_language_gets_and_changes_nothing(
    section: str, chief: Client, translator: Client
) -> None:
    (po,) = fetch(chief, section, "ar").values()
    assert translator.get(section, {"locale": locale("ar").pk})["Content-Type"].startswith("text/html")
    for entry in po:
        entry.msgstr = "كلمات"
    (taken,) = bring(translator, section, "x.po", str(po).encode(), "ar").context["taken"]
    assert taken.refused
    assert not StringTranslation.objects.filter(locale=locale("ar")).exists()
    assert somebody("partner_manager").get(section).status_code != 200


@pytest.fixture
def one(translation: Any) -> str:
    """Where wagtail-localize's editor takes the file of the translation that is open there."""
    return f"/admin/localize/translate/{translation.pk}/pofile/upload/"


def test_the_editor_takes_the_file_of_its_translation(one: str, translation: Any, translator: Client) -> None:
    po = translation.export_po()
    next(entry for entry in po if entry.msgctxt == "summary").msgstr = "Short and to the point."
    answer = translator.post(one, {"file": SimpleUploadedFile("x.po", str(po).encode())})
    assert "1 text taken" in answer.content.decode()
    assert in_english() == {"summary": "Short and to the point."}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'msgid "a"\nmsgstr "b"\n', "its head has been lost"),
        (b'msgid ""\nmsgstr "X-WagtailLocalize-TranslationID: 1\\n"\n', "belongs to no translation"),
        (b"\xff\xfe no", "no PO file"),
    ],
)
def test_any_other_file_is_refused_there_in_words(
    one: str, translator: Client, content: bytes, said: str
) -> None:
    answer = translator.post(one, {"file": SimpleUploadedFile("x.po", content)})
    assert (answer.status_code, said in answer.content.decode()) == (200, True)


def test_no_file_at_all_is_refused_there_in_words(one: str, translator: Client) -> None:
    assert "This field is required." in translator.post(one, follow=True).content.decode()


def test_a_snippets_file_is_taken_there_as_well(place: Place, chief: Client) -> None:
    made = submit_for_translation(TopicFactory(title="Brücken"), "en")
    made.save_target()
    po = made.export_po()
    next(entry for entry in po if entry.msgctxt == "title").msgstr = "Bridges"
    address = f"/admin/localize/translate/{made.pk}/pofile/upload/"
    answer = chief.post(address, {"file": SimpleUploadedFile("x.po", str(po).encode())})
    assert "1 text taken" in answer.content.decode()


def test_a_text_that_is_not_sent_is_the_senders_mistake(linked: Any, translator: Client) -> None:
    translation = submit_for_translation(linked, "en")
    translation.save_target(publish=False)
    address = f"/admin/localize/translate/{translation.pk}"
    segment = translation.source.stringsegment_set.first().pk
    picked = translation.source.overridablesegment_set.first().pk
    form = "application/x-www-form-urlencoded"
    for path in (f"strings/{segment}", f"overrides/{picked}"):
        assert translator.put(f"{address}/{path}/edit/", "", content_type=form).status_code == 400
