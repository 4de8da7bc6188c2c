import os
from typing import Any

from django.core.wsgi import get_wsgi_application

from cms.launch import capacity
from cms.launch.overload import Overload, StartResponse


def refusal(environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
    # Needs the settings.
    from api.errors import busy  # noqa: PLC0415

    response = busy()
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.content]


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
application = Overload(
    get_wsgi_application(),
    refusal=refusal,
    running=capacity.web_threads(),
    waiting=capacity.waiting_requests(),
    seconds=capacity.WAIT_SECONDS,
    sending=capacity.sending_threads(),
    aside=capacity.rendering_threads(),
    patience=capacity.PICTURE_SECONDS,
)
