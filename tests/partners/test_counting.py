"""What a process counts, and what it learns of the others."""

import threading

import pytest

from cms.partners import counting
from cms.partners.counting import MOST_WINDOWS, Tally
from cms.partners.models import Spent

pytestmark = pytest.mark.django_db


def used(tally: Tally, subject: str, windows: list[tuple[int, int]]) -> list[int]:
    """Without counting: of a quota of none, nothing is spent."""
    return tally.spend(subject, [(*each, 0) for each in windows])[1]


def test_two_processes_learn_what_both_have_counted() -> None:
    one, other = Tally(), Tally()
    window = [(3600, 2_000_000_000, 10)]
    for _ in range(4):
        assert one.spend("partner-1", window)[0]
        assert other.spend("partner-1", window)[0]
    one.exchange()
    other.exchange()
    one.spend("partner-1", window)
    one.exchange()
    assert used(one, "partner-1", [window[0][:2]]) == [9]
    assert one.spend("partner-1", window) == (True, [10])
    assert one.spend("partner-1", window) == (False, [10])
    assert Spent.objects.get().requests == 9


def test_an_address_that_asks_little_has_no_row() -> None:
    tally = Tally()
    window = [(60, 2_000_000_000, 100)]
    for _ in range(4):
        tally.spend("address-x", window, worth=0.05)
    tally.exchange()
    assert not Spent.objects.exists()
    tally.spend("address-x", window, worth=0.05)
    tally.exchange()
    assert Spent.objects.get().requests == 5


def test_what_could_not_be_told_is_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    tally = Tally()
    tally.spend("partner-1", [(3600, 2_000_000_000, 10)])
    tally.use(None, "pages")
    sound = counting.SPEND
    monkeypatch.setattr(counting, "SPEND", "SELECT * FROM no_such_table WHERE %s = %s OR %s = %s")
    with pytest.raises(counting.Error):
        tally.exchange()
    monkeypatch.setattr(counting, "SPEND", sound)
    tally.exchange()
    assert Spent.objects.get().requests == 1
    assert used(tally, "partner-1", [(3600, 2_000_000_000)]) == [1]
    assert counting.Usage.objects.get().requests == 1


def test_windows_that_are_over_are_forgotten() -> None:
    tally = Tally()
    tally.spend("partner-1", [(60, 0, 10)])
    tally.exchange()
    assert not tally._windows
    tally.spend("partner-2", [(60, 2_000_000_000, 10)])
    Spent.objects.create(subject="partner-1", seconds=60, start=0, requests=1)
    tally.exchange()
    assert [each.subject for each in Spent.objects.all()] == ["partner-2"]


def test_a_flood_of_addresses_takes_no_more_than_so_much_memory() -> None:
    tally = Tally()
    for number in range(MOST_WINDOWS + 10):
        tally.spend(f"address-{number}", [(60, 2_000_000_000, 10)], worth=0.5)
    assert len(tally._windows) == MOST_WINDOWS


def test_what_is_counted_at_once_is_counted_whole() -> None:
    tally = Tally()

    def spend() -> None:
        for _ in range(500):
            tally.spend("partner-1", [(60, 2_000_000_000, 10_000)])

    threads = [threading.Thread(target=spend) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert used(tally, "partner-1", [(60, 2_000_000_000)]) == [2000]
