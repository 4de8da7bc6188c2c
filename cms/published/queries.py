"""Everything that readers can ask of the read model. Each question is one query.

The rule of visibility itself is `cms.published.visibility`. What rests on the installation's sites is
asked inside `cms.published.sites.asking`.
"""

from cms.published.find import (
    AtPath,
    Found,
    by_key,
    by_path,
    by_translation_key,
    file_by_key,
)
from cms.published.lists import Answer, Listed, Listing, pages

__all__ = [
    "Answer",
    "AtPath",
    "Found",
    "Listed",
    "Listing",
    "by_key",
    "by_path",
    "by_translation_key",
    "file_by_key",
    "pages",
]
