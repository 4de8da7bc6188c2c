"""Pictures of a piece that consent does not cover any more when its embargo ends.

Gates ask that when a version is published. An embargo that is moved later is not held up by it: the piece
must never come out early for a picture's sake. Readers do not get the picture, and here the desk is told.
"""

from collections.abc import Iterator
from typing import NamedTuple

from wagtail.models import Page

from cms.embargoes.piece import Piece
from cms.pages.elements import elements_of
from cms.pages.gates import Problem, goes_live
from cms.pages.gates.pictures import NOT_COVERED, problems


class Uncovered(NamedTuple):
    page: Page
    problem: Problem


def uncovered(piece: Piece) -> Iterator[Uncovered]:
    """In each version that waits, as it is going to be public. Two queries or three for each."""
    for page in piece.let_out:
        revision = page.scheduled_revision if page._approved_schedule else page.live_revision
        text = revision.as_object() if revision else page.specific
        for problem in problems(elements_of(text), goes_live(text)):
            if problem.code in NOT_COVERED:
                yield Uncovered(page, problem)
