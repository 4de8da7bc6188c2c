"""Where something stands in a page: in words and as a link into the form, and as keys for programs."""

from typing import Any, Final, NamedTuple

from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class Step(NamedTuple):
    """One step on the way: a field, a block of a body, an item of a list, a row of a relation.

    `key` is that of the management API's body; `label` is what editors call it, "" where it needs no name;
    `form_id` is what the form's paths know it by, "" where these have no such step.
    """

    key: str | int
    label: Any = ""
    form_id: str = ""


Place = tuple[Step, ...]
# Between a block of a body and what is in it.
VALUE: Final = Step("value")


def field_step(model: Any, name: str) -> Step:
    """A field of a page or of a row, by its verbose name; a relation by that of its rows."""
    field = model._meta.get_field(name)
    label = field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name
    return Step(name, capfirst(force_str(label)), name)


def child_step(name: str, block: Any) -> Step:
    """A field of a block."""
    return Step(name, block.label, name)


def block_step(stream_child: Any, index: int) -> Step:
    """A block of a body, told from its neighbours by its number."""
    label = _("%(block)s (block %(number)d)") % {"block": stream_child.block.label, "number": index + 1}
    return Step(index, label, str(stream_child.id or ""))


def item_step(list_block: Any, bound: Any, index: int) -> Step:
    """An item of a list block."""
    return Step(index, f"{bound.block.label or list_block.label} {index + 1}", str(bound.id or ""))


def row_step(row: Any, index: int) -> Step:
    """A row of a relation."""
    return Step(index, f"{capfirst(force_str(row._meta.verbose_name))} {index + 1}")


def keys(place: Place) -> list[str | int]:
    """The place in the body of a call of the management API: `["body", 2, "value", "alt"]`."""
    return [step.key for step in place]


def words(place: Place) -> str:
    """The place as editors would say it: `Text › Bild (3. Block) › Alternativtext`."""
    return " › ".join(force_str(step.label) for step in place if step.label)


def anchor(place: Place) -> str:
    """The fragment that leads into Wagtail's form: it opens the tab and scrolls there.

    A row of a relation has no path of its own in the form, only the id of its part of it.
    """
    if not place:
        return ""
    first, *rest = place
    if rest and isinstance(rest[0].key, int) and not rest[0].form_id:
        return f"#inline_child_{first.key}-{rest[0].key}"
    return "#:w:contentpath=" + ".".join(step.form_id for step in place if step.form_id)


class Placed:
    """What is said of a place: `where` in words, `fragment` as a link into the page's form."""

    place: Place

    @property
    def where(self) -> str:
        return words(self.place)

    @property
    def fragment(self) -> str:
        return anchor(self.place)
