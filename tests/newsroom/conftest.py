"""The site that stands, for those files that use it."""

from tests.standing import languages, place, standing_site

__all__ = ["languages", "place", "standing_site"]
