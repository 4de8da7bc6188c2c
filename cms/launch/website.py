"""A website's address, as `make run` and the demonstration take it."""

from typing import Any
from urllib.parse import urlsplit

from cms.launch.errors import LaunchError

PORTS = {"http": 80, "https": 443}


def address(text: str) -> str:
    """The same without its last slash. LaunchError for what is no address of a website's root."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in PORTS and parts.hostname and parts.port != 0 and not parts.path.strip("/")
    except ValueError:  # a port that is none
        good = False
    if not good:
        raise LaunchError(f"A website's address is like https://www.example.org, not {text!r}.")
    return text.rstrip("/")


def host(website: str) -> dict[str, Any]:
    """Hostname and port, as a Site has them."""
    parts = urlsplit(website)
    return {"hostname": parts.hostname, "port": parts.port or PORTS[parts.scheme]}
