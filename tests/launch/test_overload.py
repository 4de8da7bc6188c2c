"""More requests at once than can be answered: some wait a moment, the rest are told to come back."""

import json
import threading
from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings

from api.problems import KINDS
from cms.launch.overload import STEP_ASIDE, WHOLE, Overload, Places, StartResponse
from cms.wsgi import refusal

ASIDE: Final = {"aside": 2, "patience": 10}


class Sending(list[bytes]):
    """What an application answers whose answer is as long as its reader takes."""

    streaming = True
    closed = False

    def close(self) -> None:
        self.closed = True


def test_slow_readers_of_long_files_keep_nobody_else_waiting() -> None:
    sent: list[Sending] = []

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        if environ["PATH_INFO"] == "/":
            return [b"done"]
        sent.append(Sending([b"a long file"]))
        return sent[-1]

    overload = Overload(application, refusal=refusal, running=1, waiting=0, seconds=0, sending=2, **ASIDE)
    ignored = lambda *_: None  # noqa: E731
    reading = [overload({"PATH_INFO": "/film"}, ignored) for _ in range(2)]
    assert request(overload)[0] == "200 OK"
    assert request(overload, "/film")[0] == "503 Service Unavailable"
    assert sent[-1].closed
    assert request(overload)[0] == "200 OK"
    for body in reading:
        body.close()  # type: ignore[attr-defined]
    assert request(overload, "/film")[0] == "200 OK"


def test_many_short_files_at_once_are_all_sent() -> None:
    """Static files come as a stream, whatever their size; the admin's pages ask for dozens of them."""
    sent: list[Sending] = []

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        start_response(
            "200 OK", [("Content-Length", str(WHOLE if environ["PATH_INFO"] == "/" else WHOLE + 1))]
        )
        sent.append(Sending([b"a script, ", b"in pieces"]))
        return sent[-1]

    overload = Overload(application, refusal=refusal, running=1, waiting=0, seconds=0, sending=1, **ASIDE)
    film = overload({"PATH_INFO": "/film"}, lambda *_: None)
    answers = [request(overload) for _ in range(20)]
    assert [(status, body) for status, _, body in answers] == [("200 OK", b"a script, in pieces")] * 20
    assert [body.closed for body in sent] == [False] + [True] * 20
    assert request(overload, "/film")[0] == "503 Service Unavailable"
    film.close()  # type: ignore[attr-defined]


class Slow:
    """An application that answers when it is let."""

    def __init__(self) -> None:
        self.let, self.inside, self.most = threading.Event(), 0, 0
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        if environ["PATH_INFO"] != "/health/live":
            self.let.wait(10)
        start_response("200 OK", [])
        with self._lock:
            self.inside -= 1
        return [b"done"]


def request(application: Overload, path: str = "/") -> tuple[str, dict[str, str], bytes]:
    told: list[Any] = []
    body = application({"PATH_INFO": path}, lambda *arguments: told.extend(arguments))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return told[0], dict(told[1]), content


def started(application: Overload, number: int, into: list[str], path: str = "/") -> list[threading.Thread]:
    threads = [
        threading.Thread(target=lambda: into.append(request(application, path)[0][:3])) for _ in range(number)
    ]
    for thread in threads:
        thread.start()
    return threads


def test_who_waits_for_a_picture_that_is_made_keeps_nobody_else_waiting() -> None:
    slow, answers = Slow(), list[str]()

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/picture" and environ[STEP_ASIDE]():
            return slow(environ, start_response)
        start_response("503 Later" if environ["PATH_INFO"] == "/picture" else "200 OK", [])
        return [b"done"]

    overload = Overload(application, refusal=refusal, running=1, waiting=0, seconds=0, sending=1, **ASIDE)
    threads = started(overload, 2, answers, "/picture")
    while not overload._turns._queue:
        threads[0].join(0.01)
    assert request(overload)[0] == "200 OK"
    assert request(overload, "/picture")[0] == "503 Later"
    assert request(overload)[0] == "200 OK"
    slow.let.set()
    for thread in threads:
        thread.join()
    assert (answers, slow.most) == (["200", "200"], 1)
    assert request(overload, "/picture")[0] == "200 OK"


def test_what_fits_neither_at_work_nor_waiting_is_refused_at_once() -> None:
    slow, answers = Slow(), list[str]()
    application = Overload(slow, refusal=refusal, running=2, waiting=3, seconds=10, sending=1, **ASIDE)
    threads = started(application, 5, answers)
    while len(application._places._queue) < 3:
        threads[0].join(0.01)
    status, headers, body = request(application)
    assert status == "503 Service Unavailable"
    assert headers["Retry-After"] == "1"
    assert headers["Cache-Control"] == "no-store"
    assert json.loads(body)["status"] == 503
    slow.let.set()
    for thread in threads:
        thread.join()
    assert answers == ["200"] * 5
    assert slow.most <= 2


def test_who_waits_too_long_is_refused() -> None:
    slow, answers = Slow(), list[str]()
    application = Overload(slow, refusal=refusal, running=1, waiting=2, seconds=0.05, sending=1, **ASIDE)
    threads = started(application, 3, answers)
    while len(answers) < 2:
        threads[0].join(0.01)
    slow.let.set()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["200", "503", "503"]


def test_who_waits_longest_comes_first() -> None:
    """However many come meanwhile: a place that gets free is not taken by who comes just then."""
    places = Places(1, 3, 10)
    assert places.enter()
    came: list[int] = []

    def wait(number: int) -> None:
        assert places.enter()
        came.append(number)
        places.leave()

    threads = []
    for number in range(3):
        threads.append(threading.Thread(target=wait, args=[number]))
        threads[-1].start()
        while len(places._queue) <= number:
            threads[-1].join(0.01)
    places.leave()
    for thread in threads:
        thread.join()
    assert came == [0, 1, 2]


def test_a_refusal_is_one_that_a_browsers_script_can_read() -> None:
    told: list[Any] = []
    body = b"".join(refusal({}, lambda *arguments: told.extend(arguments)))
    kind = KINDS["unavailable"]
    assert told[0] == "503 Service Unavailable"
    problem = json.loads(body)
    assert (problem["status"], problem["title"]) == (kind.status, kind.title)
    assert problem["type"] == f"{settings.PUBLIC_URL}/problems/unavailable"
    headers = dict(told[1])
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in headers["Access-Control-Expose-Headers"]
    assert int(headers["Content-Length"]) == len(body)


def test_places_are_given_back() -> None:
    slow = Slow()
    slow.let.set()
    application = Overload(slow, refusal=refusal, running=1, waiting=1, seconds=0.05, sending=1, **ASIDE)
    assert [request(application)[0] for _ in range(20)] == ["200 OK"] * 20


def test_a_place_is_given_back_when_the_application_fails() -> None:
    def broken(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        raise ValueError

    application = Overload(broken, refusal=refusal, running=1, waiting=0, seconds=0.05, sending=1, **ASIDE)
    for _ in range(3):
        try:
            request(application)
        except ValueError:
            continue
        raise AssertionError("a full application answers 503 and does not fail")


def test_liveness_is_answered_even_then() -> None:
    slow, answers = Slow(), list[str]()
    application = Overload(slow, refusal=refusal, running=1, waiting=0, seconds=10, sending=1, **ASIDE)
    threads = started(application, 1, answers)
    assert request(application, "/health/live")[0] == "200 OK"
    slow.let.set()
    for thread in threads:
        thread.join()
