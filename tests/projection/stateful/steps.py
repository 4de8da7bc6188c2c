"""Whatever editors do, one rule each: every rule of a life stands in one of these classes."""

from threading import Thread
from typing import Any

from django.db import connections
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.projection.stateful import assertions
from tests.projection.stateful.life import which
from tests.projection.stateful.placing import Placing
from tests.projection.stateful.showing import Showing
from tests.projection.stateful.writing import Writing


class EditorialLife(Writing, Placing, Showing):
    @rule(number=which, other=which, unpublish=st.booleans())
    def two_editors_at_once(self, number: int, other: int, unpublish: bool) -> None:
        """One publishes a page, the other publishes or unpublishes another, on two connections."""
        failures: list[BaseException] = []

        one, another = self.written(number), self.written(other)

        def first() -> None:
            self.write(one).publish()

        def second() -> None:
            if unpublish:
                another.unpublish()
            else:
                self.write(another).publish()

        def at_once(edit: Any) -> None:
            try:
                with self.may_be_refused():
                    edit()
            except BaseException as failure:
                failures.append(failure)
            finally:
                connections.close_all()

        if one.pk == another.pk:
            return  # two saves of one page: Wagtail lets the last one win, field by field
        threads = [Thread(target=at_once, args=[edit]) for edit in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures, failures

    @rule()
    def remember(self) -> None:
        """A client reads everything now, and will follow the log from here on."""
        self.remembered = assertions.snapshot()
