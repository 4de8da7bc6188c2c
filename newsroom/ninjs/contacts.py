"""Whom the press can reach, as an item names them."""

import re
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from newsroom.ninjs import values
from newsroom.ninjs.values import JSON

# What an organisation or a person is to the item, where it says so. Who is only mentioned is no contact.
ROLES: Final = {"", "mediacontact", "presscontact", "contact", "pressoffice", "spokesperson"}
PHONE: Final = re.compile(r"[+(]?[\d(][\d\s()./–-]{2,}.{0,20}")
NAME_LENGTH: Final = 255
EMAIL_LENGTH: Final = 254
PHONE_LENGTH: Final = 64


@dataclass
class Contact:
    organisation: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass
class Contacts:
    found: list[Contact] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def contacts(item: JSON) -> Contacts:
    """One row for each organisation or person, and one more for each further address or number."""
    all_contacts = Contacts()
    for key, part in (("organisations", "organisation"), ("people", "name")):
        for row in values.rows(item, key):
            if (info := values.rows(row, "contactInfo")) and values.role(row, "rel") in ROLES:
                add(all_contacts, part, values.text(row, "name")[:NAME_LENGTH], info)
    return all_contacts


def add(all_contacts: Contacts, part: str, name: str, info: list[JSON]) -> None:
    rows: list[Contact] = []
    for each in info:
        value = values.text(each, "value")
        kind = kind_of(values.role(each, "type"), value)
        value = re.sub(r"^(mailto|tel):", "", value, flags=re.IGNORECASE).strip()
        if not value:
            continue
        if not kind or not fits(kind, value):
            all_contacts.notes.append(f"no place for this contact: {values.shortened(value)}")
            continue
        desk = values.text(each, "name")[:NAME_LENGTH] if part == "organisation" else ""
        free = (row for row in rows if not getattr(row, kind) and (row.name == desk or part == "name"))
        row = next(free, None)
        if row is None:
            row = Contact(name=desk)
            setattr(row, part, name)
            rows.append(row)
        setattr(row, kind, value)
    all_contacts.found += rows


def kind_of(written: str, value: str) -> str:
    """`email`, `phone`, or "" for what a contact has no field for: fax, web page, postal address."""
    if "mail" in written or value.lower().startswith("mailto:"):
        return "email"
    if written in {"phone", "telephone", "tel", "mobile", "cell", "cellphone", "landline", "office"}:
        return "phone" if not valid_email(value) else "email"
    if written:
        return ""
    if valid_email(value):
        return "email"
    return "phone" if PHONE.fullmatch(value.removeprefix("tel:")) else ""


def fits(kind: str, value: str) -> bool:
    return valid_email(value) if kind == "email" else len(value) <= PHONE_LENGTH


def valid_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= EMAIL_LENGTH
