"""Random editorial life, through Wagtail's own actions."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import assume, note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant
from treebeard.exceptions import InvalidMoveToDescendant
from wagtail.actions.convert_alias import ConvertAliasPageError
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.actions.copy_page import CopyPageIntegrityError
from wagtail.actions.create_alias import CreatePageAliasIntegrityError
from wagtail.models import Page

from cms.pages.gates import Refused
from cms.projection import later, project
from tests.changes.following import Follower
from tests.clock import Clock
from tests.databases import Laboratory
from tests.projection.observing import run_jobs
from tests.projection.stateful import assertions
from tests.projection.stateful.markers import Markers
from tests.projection.stateful.visitor import Visitor
from tests.projection.world import World

# Which of the things at hand: taken modulo their number, so that any number means something.
which = st.integers(0, 30)
# More pages than this make steps slow without making them any stranger.
MANY = 24

# What Wagtail itself says no to.
REFUSALS = (
    ValidationError,
    InvalidMoveToDescendant,
    ConvertAliasPageError,
    CopyPageIntegrityError,
    CreatePageAliasIntegrityError,
    ParentNotTranslatedError,
    Refused,
)


class Life(RuleBasedStateMachine):
    """A database of its own, its clock, and what is asserted after each step. The steps stand in `steps`."""

    laboratory: Laboratory
    world: World
    fan_out = 3  # so few that the queue has something to do
    steps = 0  # of all examples together

    def __init__(self) -> None:
        super().__init__()
        self.marks = Markers()
        self._open = ExitStack()
        self._open.enter_context(self.laboratory.clone())
        limits = self._open.enter_context(pytest.MonkeyPatch.context())
        limits.setattr(project, "FAN_OUT_IN_DOOR", self.fan_out)
        limits.setattr(later, "IN_A_JOB", self.fan_out)
        self.clock = Clock()
        self.admin = Client()
        self.admin.force_login(User.objects.get(username="editor"))
        self.begun = self.remembered = assertions.snapshot()
        self.seen = self.begun.state
        self.known: set[str] = set()
        self.copies = [Follower(), Follower({"site": "www.example.org"}, limit=2)]
        for copy in self.copies:
            copy.catch_up(Client())

    def teardown(self) -> None:
        self.clock.stop()
        self._open.close()

    # What there is to act upon, always read anew

    def pages(self, *types: type[Page]) -> list[Page]:
        """Of these types (any, where none is named), homes included."""
        found = Page.objects.filter(depth__gt=1).order_by("pk")
        return list(found.type(types) if types else found)

    def page(self, number: int, *types: type[Page]) -> Any:
        pages = self.pages(*types)
        assume(pages)
        return pages[number % len(pages)].specific

    def written(self, number: int, *types: type[Page]) -> Any:
        """A page with words of its own: an alias has none."""
        pages = [page for page in self.pages(*types) if not page.alias_of_id]
        assume(pages)
        return pages[number % len(pages)].specific

    def below_home(self, number: int) -> Any:
        pages = [page for page in self.pages() if page.depth > 2] or self.pages()
        return pages[number % len(pages)].specific

    def there_is_room(self) -> bool:
        return Page.objects.count() < MANY

    def there_is_plenty(self) -> bool:
        return Page.objects.count() > 10

    @contextmanager
    def may_be_refused(self) -> Iterator[None]:
        try:
            yield
        except REFUSALS as refusal:
            # Hypothesis hears only the thread in which it runs; two editors at once have their own.
            if threading.current_thread() is threading.main_thread():
                note(f"refused: {type(refusal).__name__} {refusal}")
        except RuntimeError as refusal:  # the admin's bulk publishing does not know of aliases
            if "called on an alias page" not in str(refusal):
                raise

    # What must hold

    @invariant()
    def everything_holds(self) -> None:
        Life.steps += 1
        visitor = Visitor(self.clock.now)
        # Until the queue is done, what many pages show may still be there; but no item, and no draft.
        self.known |= visitor.markers
        assertions.assert_nothing_leaks(visitor, self.known)
        run_jobs()
        assertions.assert_nothing_leaks(visitor, set())
        assertions.assert_all_that_is_public_is_there(visitor)
        assertions.assert_rows_make_sense()
        assertions.assert_translations_are_whole_or_say_so()
        assertions.assert_fresh_build_agrees()
        assertions.assert_log_gives(self.begun)
        assertions.assert_log_gives(self.remembered)
        for copy in self.copies:
            assertions.assert_a_copy_is_exact(copy)
        now = assertions.state()
        changed = {key: content for key, content in now.items() if self.seen.get(key) != content}
        assertions.assert_readers_find(changed, self.begun.state.keys() - now.keys())
        self.seen = now
