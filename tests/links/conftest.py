"""A site in three languages with somebody in each role."""

from tests.roles.conftest import people
from tests.standing import languages, place, standing_site

__all__ = ["languages", "people", "place", "standing_site"]
