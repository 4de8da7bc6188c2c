"""A local time names one moment, two, or none."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from cms.pages.local_times import in_zone, moments, nearest

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return at(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "zone", "named"),
    [
        ("2027-07-01T10:00", BERLIN, ["2027-07-01T08:00"]),
        ("2027-01-01T10:00", BERLIN, ["2027-01-01T09:00"]),
        ("2027-10-31T02:30", BERLIN, ["2027-10-31T00:30", "2027-10-31T01:30"]),
        ("2027-10-31T01:59", BERLIN, ["2027-10-30T23:59"]),
        ("2027-10-31T03:00", BERLIN, ["2027-10-31T02:00"]),
        ("2027-03-28T02:30", BERLIN, []),
        ("2027-03-28T03:00", BERLIN, ["2027-03-28T01:00"]),
        ("2027-04-04T01:45", "Australia/Lord_Howe", ["2027-04-03T14:45", "2027-04-03T15:15"]),
        ("2027-10-03T02:15", "Australia/Lord_Howe", []),
        ("2027-07-01T10:00", "UTC", ["2027-07-01T10:00"]),
        ("2011-12-30T12:00", "Pacific/Apia", []),  # they had no such day
    ],
)
def test_what_a_local_time_names(local: str, zone: str, named: list[str]) -> None:
    assert moments(at(local), zone) == [utc(each) for each in named]


@pytest.mark.parametrize(
    ("local", "zone", "before", "after"),
    [
        ("2027-03-28T02:00", BERLIN, "2027-03-28T01:59", "2027-03-28T03:00"),
        ("2027-03-28T02:59", BERLIN, "2027-03-28T01:59", "2027-03-28T03:00"),
        ("2027-10-03T02:15", "Australia/Lord_Howe", "2027-10-03T01:59", "2027-10-03T02:30"),
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-29T23:59", "2011-12-31T00:00"),
    ],
)
def test_next_to_a_time_that_clocks_leave_out(local: str, zone: str, before: str, after: str) -> None:
    assert nearest(at(local), zone) == (at(before), at(after))


@pytest.mark.parametrize(
    ("moment", "zone", "said"),
    [
        ("2027-07-01T08:00", BERLIN, "1. Juli 2027 10:00 (Europe/Berlin)"),
        ("2027-07-01T08:00", "America/New_York", "1. Juli 2027 04:00 (America/New York)"),
        ("2027-10-31T00:30", BERLIN, "31. Oktober 2027 02:30 (Europe/Berlin, UTC+02:00)"),
        ("2027-10-31T01:30", BERLIN, "31. Oktober 2027 02:30 (Europe/Berlin, UTC+01:00)"),
    ],
)
def test_in_words_it_is_told_from_the_other_one(moment: str, zone: str, said: str) -> None:
    with override("de"):
        assert in_zone(utc(moment), zone) == said
