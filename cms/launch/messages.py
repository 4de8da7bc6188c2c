"""Translations: taken from the code, kept as .po files, compiled to .mo files that git ignores.

The admin is whole in English, the language of the code, and in German. Content is in more languages than
that: what of the code's words becomes part of it, such as the kinds of news, is translated into all of them.
Such words are marked by their context, `pgettext_lazy("for readers", …)`.

All of it with Babel, which Dateline needs anyway: Django's own commands call GNU gettext, which a machine
with nothing but Python does not have. `python -m cms.launch.messages update|check|compile`.
"""

import io
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from cms.launch.development import BASE_DIR
from cms.launch.errors import LaunchError
from cms.launch.messages_of_others import IN_SCRIPTS, OF_OTHERS
from cms.launch.progress import say

APPLICATIONS = ("api", "cms", "home", "newsroom")
PO_FOLDER = BASE_DIR / "cms" / "locale"
ADMIN_LOCALES = ("de",)
# All of the content's languages (settings.LANGUAGES), but for English.
LOCALES = (*ADMIN_LOCALES, "ar", "es", "fr")
FOR_READERS = "for readers"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


# Gettext's name for the messages of scripts, which Wagtail's and wagtail-localize's ask for at addresses of
# their own. Of ours there are none: scripts are given their words by Python.
SCRIPTS = "djangojs"


def po_file(locale: str, domain: str = "django") -> Path:
    return PO_FOLDER / locale / "LC_MESSAGES" / f"{domain}.po"


def sources() -> Iterator[Path]:
    """Every Python file and template of ours, in a fixed order."""
    for application in APPLICATIONS:
        for suffix in ("py", "html", "txt"):
            for path in sorted((BASE_DIR / application).rglob(f"*.{suffix}")):
                if "migrations" not in path.parts and (suffix == "py" or "templates" in path.parts):
                    yield path


def python_text(path: Path) -> str:
    """What there is to extract from a file, as Python: Django writes a template's messages as calls."""
    text = path.read_text()
    if path.suffix == ".py":
        return text
    # Only the calls matter; the template's own indentation would not be valid.
    return "\n".join(line.strip() for line in templatize(text).split("\n"))


def from_code() -> Catalog:
    """Every message in the code, with the files that hold it, and what other packages leave to us."""
    catalog = Catalog(charset="utf-8")
    for path in sources():
        name = path.relative_to(BASE_DIR).as_posix()
        source = io.BytesIO(python_text(path).encode())
        for line, message, comments, context in extract(
            "python", source, keywords=KEYWORDS, comment_tags=["Translators:"], options={"encoding": "utf-8"}
        ):
            catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    add_of_others(catalog, OF_OTHERS)
    return catalog


def add_of_others(catalog: Catalog, found: Mapping[str, tuple[str | tuple[str, str], ...]]) -> None:
    for package, messages in found.items():
        for text in messages:
            catalog.add(text, None, [(package, 0)])


def all_wanted() -> Iterator[tuple[str, str, Catalog]]:
    """Each file's locale, domain, and the messages that it must have."""
    code = from_code()
    for locale in LOCALES:
        yield locale, "django", wanted(code, locale)
    scripts = Catalog(charset="utf-8")
    add_of_others(scripts, IN_SCRIPTS)
    for locale in ADMIN_LOCALES:
        yield locale, SCRIPTS, scripts


def wanted(code: Catalog, locale: str) -> Catalog:
    """The part of the code's messages that a locale must have."""
    if locale in ADMIN_LOCALES:
        return code
    part = Catalog(charset="utf-8")
    for message in code:
        if message.context == FOR_READERS:
            part.add(message.id, None, message.locations, context=message.context)
    return part


def kept(locale: str, domain: str = "django") -> Catalog:
    """The catalogue of one locale as it stands in its file; empty where there is none."""
    file = po_file(locale, domain)
    if not file.exists():
        return Catalog(locale=locale, charset="utf-8", fuzzy=False)
    with file.open("rb") as handle:
        return read_po(handle, locale=locale)


def header(catalog: Catalog) -> str:
    """What gettext must know of a file. Babel's own changes daily and names an author who is nobody."""
    fields = {
        "Content-Type": "text/plain; charset=utf-8",
        "Language": catalog.locale_identifier,
        "Plural-Forms": catalog.plural_forms,
    }
    lines = (f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'msgid ""\nmsgstr ""\n{"".join(lines)}\n'


def update() -> None:
    """Adds the code's new messages to each file and takes away those that are gone."""
    for locale, domain, messages in all_wanted():
        catalog = kept(locale, domain)
        # A guess at a translation is worse than none: the check asks for missing ones, not for wrong ones.
        catalog.update(messages, no_fuzzy_matching=True)
        written = io.BytesIO()
        write_po(
            written,
            catalog,
            width=110,
            omit_header=True,
            include_lineno=False,
            ignore_obsolete=True,
            sort_output=True,
        )
        file = po_file(locale, domain)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(header(catalog).encode() + written.getvalue())
        say(f"{locale}, {domain}: {len(catalog)} messages, {len(missing(catalog))} without a translation")


def missing(catalog: Catalog) -> list[str]:
    """The messages of a catalogue that nobody has translated yet, or whose translation is only a guess."""
    return [
        str(message.id if isinstance(message.id, str) else message.id[0])
        for message in catalog
        if message.id and (message.fuzzy or not all(text for text in forms(message.string)))
    ]


def forms(string: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [string or ""] if isinstance(string, str | None) else list(string)


def check() -> list[str]:
    """What is to mend, one line each: files that lag behind the code, translations missing or not fitting."""
    found = []
    for locale, domain, messages in all_wanted():
        catalog = kept(locale, domain)
        known = {(message.id, message.context) for message in catalog}
        for message in messages:
            if message.id and (message.id, message.context) not in known:
                found.append(f"{locale}: not in the file ({message.locations[0][0]}): {message.id!r}")
        found += [f"{locale}: no translation: {text!r}" for text in missing(catalog)]
        # A translation with other placeholders than its message would end in an error where it is shown.
        found += [f"{locale}: {message.id!r}: {errors[0]}" for message, errors in catalog.check()]
    return found


def compile_all() -> None:
    """Writes each .mo file that is older than its .po file. Whole or not at all: others may be reading it."""
    for source in sorted(PO_FOLDER.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as handle:
            catalog = read_po(handle, locale=source.parent.parent.name)
        new = target.with_suffix(f".{os.getpid()}")
        try:
            with new.open("wb") as handle:
                write_mo(handle, catalog)
            new.replace(target)
        except OSError as error:
            raise LaunchError(f"The translations cannot be written to {target}: {error.strerror}.") from None


def main(arguments: list[str]) -> None:
    # Django's reader of templates asks the settings for a character set, and needs nothing else of them.
    settings.configure()
    match arguments:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["check"]:
            found = check()
            print("\n".join(found) or "Every message is translated.")
            sys.exit(1 if found else 0)
        case _:
            sys.exit("usage: python -m cms.launch.messages update|check|compile")


if __name__ == "__main__":
    main(sys.argv[1:])
