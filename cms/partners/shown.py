"""What a partner shows: addresses of ours, each with what the desk calls it.

Which addresses there are is known by the HTTP side, which is above this room: it says so when the program
starts (cms.reach).
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Raises ValidationError for what is no address of a list here; else the address, whole.
Check = Callable[[str], str]
# The code that is copied from the builder, which is of several lines.
SCRIPT: Final = re.compile(r"<script\b.*?</script>\s*", re.S | re.I)
ELEMENT: Final = re.compile(r"(<(iframe|dateline-news)\b[^>]*>).*?</\2>", re.S | re.I)
_checks: list[Check] = []


class Shown(NamedTuple):
    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name} {self.address}".strip()


def register(check: Check) -> None:
    _checks[:] = [check]


def split(line: str) -> Shown:
    """“Home page https://…”: what stands before the address is its name."""
    at = line.find("<")
    name, address = (line[:at], line[at:]) if at >= 0 else re.fullmatch(r"(.*?)(\S*)", line.strip()).groups()  # type: ignore[union-attr]
    return Shown(name.strip(" :"), address.strip())


def read(text: str) -> list[str]:
    """The lines of a form, checked. Raises ValidationError with each line that is wrong."""
    text = ELEMENT.sub(lambda found: f"{' '.join(found[1].split())}\n", SCRIPT.sub("", text))
    kept, wrong = [], []
    for number, line in enumerate((each for each in text.splitlines() if each.strip()), 1):
        name, address = split(line)
        try:
            kept.append(str(Shown(name, _checks[0](address))))
        except ValidationError as error:
            said = " ".join(error.messages)
            wrong.append(_("Line %(number)s: %(error)s") % {"number": number, "error": said})
    if wrong:
        raise ValidationError(wrong)
    return kept
