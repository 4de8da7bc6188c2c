"""The `fields` parameter: which parts of an item to give.

`names add to the default, -name takes away; first * starts from all, _ from none`, and a name may
be followed by what to give of it: `teaser_image(alt,src)`. There, names alone start from none, and
`-name` alone from all.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from api.errors import BadParameters, Mistake
from api.parameters.base import suggestion
from api.shapes import Shape

DEFAULT, ALL, NONE = "default", "*", "_"
ALWAYS: Final = ("id", "type")
META: Final = "meta"
DEEPEST: Final = 5
TOKEN: Final = re.compile(r"\s*(?:(?P<name>-?[A-Za-z_@][A-Za-z0-9_]*|\*)|(?P<mark>[(),]))\s*")

JSON = dict[str, Any]


@dataclass
class Selection:
    """`named`: what to give besides the start, and what of it; `removed`: what to leave out."""

    start: str = DEFAULT
    named: dict[str, "Selection | None"] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def keeps(self, name: str) -> bool:
        return name in self.named or (self.start == ALL and name not in self.removed)


@dataclass(frozen=True)
class Fields:
    """A selection over an item: `top` of its own fields, `meta` of those of its `meta`."""

    top: Selection
    meta: Selection

    @property
    def needs_whole(self) -> bool:
        return self.top.start == ALL or bool(self.top.named or self.meta.named)

    @property
    def needs_default(self) -> bool:
        return self.top.start == DEFAULT

    def of(self, whole: JSON, default: JSON) -> JSON:
        """The item with the chosen parts; `default` is what it is where nothing is chosen."""
        found: JSON = {}
        source = whole or default
        for name, value in source.items():
            if name in ALWAYS:
                found[name] = value
            elif name == META and META not in self.top.named:
                if meta := self._meta(value, default.get(META, {})):
                    found[META] = meta
            elif self.top.keeps(name):
                found[name] = narrowed(value, self.top.named.get(name))
            elif self.top.start == DEFAULT and name in default and name not in self.top.removed:
                found[name] = default[name]
        return found

    def _meta(self, whole: JSON, default: JSON) -> JSON:
        kept = default if self.top.start == DEFAULT else whole if self.top.start == ALL else {}
        if META in self.top.removed:
            kept = {}
        return {
            name: narrowed(value, self.meta.named[name]) if name in self.meta.named else kept[name]
            for name, value in whole.items()
            if name in self.meta.named or (name in kept and name not in self.meta.removed)
        }


def narrowed(value: Any, chosen: Selection | None) -> Any:
    if chosen is None:
        return value
    if isinstance(value, list):
        return [narrowed(each, chosen) for each in value]
    if isinstance(value, dict):
        return {
            name: narrowed(each, chosen.named.get(name)) for name, each in value.items() if chosen.keeps(name)
        }
    return value


def parse(text: str, item: Shape) -> Fields:
    """The selection that `text` asks for, of an item of that shape. Raises BadParameters."""
    try:
        tokens = _tokens(text)
        chosen = _selection(tokens, depth=0)
        if tokens:
            raise ValueError(f"Unexpected {tokens[0]}.")
        return _split(chosen, item)
    except ValueError as error:
        raise BadParameters([Mistake("fields", str(error))]) from None


def asked_names(text: str) -> list[str]:
    """The names that are asked for at the top, as they are given; `parse` says whether there are such."""
    found, depth = [], 0
    for token in _tokens(text):
        depth += {"(": 1, ")": -1}.get(token, 0)
        if not depth and token not in (")", ","):
            found.append(token)
    return found


def _tokens(text: str) -> list[str]:
    found, position = [], 0
    while position < len(text):
        if not (match := TOKEN.match(text, position)):
            raise ValueError(f"Cannot be read from “{text[position : position + 20]}” on.")
        found.append(match["name"] or match["mark"])
        position = match.end()
    return found


def _selection(tokens: list[str], depth: int) -> Selection:
    """Take a list of names from the front of `tokens`."""
    if depth > DEEPEST:
        raise ValueError(f"Parentheses may be {DEEPEST} deep.")
    chosen = Selection()
    first = True
    while True:
        if not tokens or tokens[0] in ("(", ")", ","):
            raise ValueError("A name is missing.")
        name = tokens.pop(0)
        if name in (ALL, NONE):
            if not first:
                raise ValueError(f"{name} may stand only at the beginning.")
            chosen.start = name
        elif name.startswith("-"):
            chosen.removed.add(name[1:])
        else:
            chosen.named[name] = None
        if tokens and tokens[0] == "(":
            if name not in chosen.named:
                raise ValueError(f"{name} takes no parentheses.")
            tokens.pop(0)
            chosen.named[name] = _selection(tokens, depth + 1)
            if not tokens or tokens.pop(0) != ")":
                raise ValueError("A parenthesis is not closed.")
        first = False
        if not tokens or tokens[0] != ",":
            break
        tokens.pop(0)
    if clash := chosen.removed & chosen.named.keys():
        raise ValueError(f"{min(clash)} is both asked for and taken away.")
    if depth and chosen.start == DEFAULT:
        chosen.start = NONE if chosen.named else ALL
    return chosen


def _split(chosen: Selection, item: Shape) -> Fields:
    """Tell an item's own fields from those of its `meta`, and refuse names that neither has."""
    own, meta = item.names or {}, (item.names or {})[META].names or {}
    top, below = Selection(chosen.start), Selection(chosen.start)
    for name, part in chosen.named.items():
        shape = _known(name, own, meta)
        if part is not None:
            _check(part, shape, name)
        (top if name in own else below).named[name] = part
    for name in chosen.removed:
        _known(name, own, meta)
        (top if name in own else below).removed.add(name)
    return Fields(top, below)


def _known(name: str, *shapes: Mapping[str, Shape]) -> Shape:
    for names in shapes:
        if name in names:
            return names[name]
    raise _unknown(name, [known for names in shapes for known in names])


def _check(chosen: Selection, shape: Shape, path: str) -> None:
    if shape.names is None:
        return
    for name in (*chosen.named, *chosen.removed):
        if name not in shape.names:
            raise _unknown(f"{path}({name})", shape.names, name)
        if part := chosen.named.get(name):
            _check(part, shape.names[name], name)


def _unknown(shown: str, known: Iterable[str], name: str = "") -> ValueError:
    return ValueError(f"Unknown field {shown[:60]}.{suggestion(name or shown, known)}")
