"""The vector of an item: a column that PostgreSQL generates from the folded lines beside it."""

from typing import Any, Final

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func

from cms.published.search.configurations import BY_LANGUAGE, SIMPLE

# `word part part` on each line: without what follows a word, and without the words themselves.
WORDS: Final = "regexp_replace({0}, ' [^\n]*', '', 'g')"
PARTS: Final = "regexp_replace({0}, '(^|\n)[^ \n]*', ' ', 'g')"


class ItemVector(Func):
    """Of `locale` and the lines of title, lead, body and rest, which weigh A to D; parts weigh one less.
    Without the last of them, a vector of the first.

    Words come first, so that they stand next to one another as in the text, which phrases rely on. The
    language's configuration is named here and in no column: a cast is not immutable, and a column of
    type regconfig would stand in pg_upgrade's way.
    """

    output_field = SearchVectorField()

    def as_sql(  # type: ignore[override]  # Django's own Func has the same
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        locale, *columns = (compiler.compile(each)[0] for each in self.get_source_expressions())
        languages = " ".join(
            f"WHEN '{language}' THEN '{name}'::regconfig" for language, name in BY_LANGUAGE.items()
        )
        config = f"CASE split_part(lower({locale}), '-', 1) {languages} ELSE '{SIMPLE}'::regconfig END"
        parts = [
            f"setweight(to_tsvector({config}, {form.format(column)}), '{weight}')"
            for form, weights in ((WORDS, "ABCD"), (PARTS, "BCDD"))
            for column, weight in zip(columns, weights, strict=False)
        ]
        return " || ".join(parts), []
