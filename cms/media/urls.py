"""Addresses of files. Below `private/` nothing is ever cached; the rest is for everybody."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from cms.media.asked import AskedDocument, AskedImage
from cms.media.views import Portrait, PrivateFile, PublicFile

app_name = "media"

IMAGE = "images/<int:pk>/<slug:signature>/<str:spec>/<str:name>"
DOCUMENT = "documents/<int:pk>/<str:stamp>/<str:name>"

# Exempt: nothing here changes anything, and a POST is a 405, not a 403.
urlpatterns = [
    path(IMAGE, csrf_exempt(PublicFile.as_view(asks=AskedImage)), name="image"),
    path(DOCUMENT, csrf_exempt(PublicFile.as_view(asks=AskedDocument)), name="document"),
    path(f"private/{IMAGE}", csrf_exempt(PrivateFile.as_view(asks=AskedImage)), name="private-image"),
    path(
        f"private/{DOCUMENT}", csrf_exempt(PrivateFile.as_view(asks=AskedDocument)), name="private-document"
    ),
    path("private/stored/<path:name>", csrf_exempt(Portrait.as_view()), name="private-stored"),
]
