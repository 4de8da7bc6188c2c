"""Addresses of files. Below `private/` nothing is ever cached; the rest is for everybody."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from cms.media import views

app_name = "media"

# Exempt: nothing here changes anything, and a POST is a 405, not a 403.
urlpatterns = [
    path(pattern, csrf_exempt(view.as_view()), name=name)
    for pattern, view, name in (
        ("images/<int:pk>/<slug:signature>/<str:spec>/<str:name>", views.PublicImage, "image"),
        ("documents/<int:pk>/<str:name>", views.PublicDocument, "document"),
        (
            "private/images/<int:pk>/<slug:signature>/<str:spec>/<str:name>",
            views.PrivateImage,
            "private-image",
        ),
        ("private/documents/<int:pk>/<str:name>", views.PrivateDocument, "private-document"),
        ("private/stored/<path:name>", views.Stored, "private-stored"),
    )
]
