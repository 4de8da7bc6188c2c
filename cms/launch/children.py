"""Processes that end with the one that started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time

from cms.launch.development import BASE_DIR

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 10
# Where nobody buries orphans, as in some containers, they stay for good; they hold nothing then.
GONE_SECONDS = 3
libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with_parent() -> None:
    """On Linux the kernel ends a child whose parent was killed too hard to do it itself."""
    if libc is not None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(
    command: list[str], environment: dict[str, str], keep_open: tuple[int, ...]
) -> subprocess.Popen[bytes]:
    """Starts a child in a session of its own: Ctrl-C reaches its parent alone, which ends all in order."""
    return subprocess.Popen(
        command,
        cwd=BASE_DIR,
        env=environment,
        stdin=subprocess.DEVNULL,
        pass_fds=keep_open,
        start_new_session=True,
        preexec_fn=end_with_parent,
    )


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Asks all of them to end, waits, and kills what has not ended after the grace, with its own children."""
    living = [child for child in children if child.poll() is None]
    for child in living:
        child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in living:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.0, deadline - time.monotonic()))
    for child in children:
        # Also where the child itself has ended: its session may hold a process that has not.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    until = time.monotonic() + GONE_SECONDS
    while any(has_members(child.pid) for child in children) and time.monotonic() < until:
        time.sleep(0.02)


def has_members(group: int) -> bool:
    """Whether a process of that group is left: a killed one holds what it has open for some moments more."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
