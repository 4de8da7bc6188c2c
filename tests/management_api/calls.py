"""Calls of the management API, with a token."""

import json
from typing import Any

from django.test import Client


class ManagementApi:
    def __init__(self, client: Client, headers: dict[str, str]) -> None:
        self.client, self.headers = client, headers

    def send(self, method: str, path: str, data: Any = None) -> Any:
        call = getattr(self.client, method)
        return call(
            f"/api/management/{path}",
            json.dumps(data or {}),
            content_type="application/json",
            headers=self.headers,
        )
