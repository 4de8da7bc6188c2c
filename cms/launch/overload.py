"""Says 503 at once where more is asked than can be answered, instead of letting everybody wait."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from threading import Lock, Semaphore
from typing import Any, Final

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

# Asked by whoever decides whether to restart this process: being busy is no reason.
ALWAYS_ANSWERED = "/health/live"
# Up to here (bytes) a file is read at once and sent as any answer is: more than the largest script or style.
WHOLE = 2 * 1024 * 1024
# In a request's environ, what an application calls before it makes what takes long: `Held.step_aside`.
STEP_ASIDE: Final = "dateline.step_aside"


class Answer:
    """A response body that gives its place back when the server closes it."""

    def __init__(self, body: Iterable[bytes], release: Callable[[], None]) -> None:
        self._body = body
        self._release = release

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            self._release()


def is_short(headers: Iterable[tuple[str, str]]) -> bool:
    """Whether the answer says of itself that it is no longer than WHOLE."""
    length = next((value for name, value in headers if name.lower() == "content-length"), "")
    return length.isdecimal() and int(length) <= WHOLE


def whole(body: Any) -> list[bytes]:
    try:
        return [b"".join(body)]
    finally:
        body.close()


class Places:
    """As many as may run at once, and a queue before them: a place that gets free goes to who waits longest.

    With a semaphore, whoever comes just then would take it, and some would wait as long as the rush lasts.
    """

    def __init__(self, running: int, waiting: int, seconds: float) -> None:
        self._free = running
        self._waiting = waiting
        self._seconds = seconds
        self._queue: deque[Lock] = deque()
        self._lock = Lock()

    def enter(self) -> bool:
        """False at once where the queue is full, and after `seconds` in it."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if len(self._queue) >= self._waiting:
                return False
            turn = Lock()
            turn.acquire()
            self._queue.append(turn)
        if turn.acquire(timeout=self._seconds):
            return True
        with self._lock:
            if turn in self._queue:
                self._queue.remove(turn)
                return False
        return True  # it came just now

    def leave(self) -> None:
        with self._lock:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1


class Held:
    """What a request holds until it is answered. `turns`: of those who step aside."""

    def __init__(self, places: Places, turns: Places) -> None:
        self._release: Callable[[], None] | None = places.leave
        self._turns = turns

    def step_aside(self) -> bool:
        """Give the place to others, and wait for a turn. False where too many wait, or it takes too long."""
        self.release()
        if self._turns.enter():
            self._release = self._turns.leave
            return True
        return False

    def hold_instead(self, semaphore: Semaphore) -> bool:
        """Give what is held to others for one of these, if there is one."""
        self.release()
        if semaphore.acquire(blocking=False):
            self._release = semaphore.release
            return True
        return False

    def release(self) -> None:
        release, self._release = self._release, None
        if release:
            release()


class Overload:
    """A WSGI application: `running` requests run, `waiting` more wait up to `seconds`; others get `refusal`.

    Sending a long file takes the time that its reader takes, and a thread, for granian asks for the next
    piece when the last has gone. So `sending` answers are sent outside those places: many slow readers of
    a report keep nobody from the API. Short files need none of these: a page of the admin asks for dozens
    of scripts and styles at once, and must get them all.

    Making pictures takes a second each, and is done one by one: a new gallery would fill all places with
    those who wait. So they step aside: `aside` at most, one at a time, each waiting up to `patience` seconds.
    """

    def __init__(
        self,
        application: Application,
        *,
        refusal: Application,
        running: int,
        waiting: int,
        seconds: float,
        sending: int,
        aside: int,
        patience: float,
    ) -> None:
        self._application = application
        self._refuse = refusal
        self._places = Places(running, waiting, seconds)
        self._sending = Semaphore(sending)
        self._turns = Places(1, aside - 1, patience)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == ALWAYS_ANSWERED:
            return self._application(environ, start_response)
        if not self._places.enter():
            return self._refuse(environ, start_response)
        told: list[tuple[Any, ...]] = []
        held = Held(self._places, self._turns)
        environ[STEP_ASIDE] = held.step_aside
        try:
            body = self._application(environ, lambda *status_and_headers: told.append(status_and_headers))
            if getattr(body, "streaming", False) and is_short(told[-1][1]):
                body = whole(body)
        except BaseException:
            held.release()
            raise
        if getattr(body, "streaming", False) and not held.hold_instead(self._sending):
            body.close()  # type: ignore[attr-defined]
            return self._refuse(environ, start_response)
        start_response(*told[-1])
        return Answer(body, held.release)
