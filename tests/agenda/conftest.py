"""A site in three languages with somebody in each role."""

from tests.roles.conftest import people, standing_site
from tests.standing import languages, place

__all__ = ["languages", "people", "place", "standing_site"]
