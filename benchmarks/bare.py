"""The ceiling: a Django view that gives one stored item by one indexed SELECT, and does nothing else.

No middleware, no checks, no headers but those that HTTP needs. What no Django code on this machine and
this server can be much faster than.
"""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

SQL = "SELECT content FROM published_publisheditem WHERE key = %s"


def item(request: HttpRequest, pk: int) -> HttpResponse:
    connection.health_check_done = True  # no second round trip, as in ours
    with connection.cursor() as cursor:
        cursor.execute(SQL, [f"page-{pk}"])
        (content,) = cursor.fetchone()
    body = content.encode()
    return HttpResponse(body, content_type="application/json", headers={"Content-Length": str(len(body))})


urlpatterns = [path("bare/<int:pk>/", item)]


def make() -> WSGIHandler:
    django.setup(set_prefix=False)
    settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = __name__
    return WSGIHandler()


application = make()
