"""Publishing, unpublishing and reverting: what readers have afterwards."""

from tests.projection.observing import answers, changes, content, item, last_change
from tests.projection.world import World, edit, publish


def test_the_world_is_public_and_its_draft_is_not(world: World) -> None:
    assert item(world.page("news"))
    assert item(world.page("draft")) is None
    assert "A draft" not in answers()
