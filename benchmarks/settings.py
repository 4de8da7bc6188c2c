"""The project's settings as in production, with Wagtail's own reading APIs mounted beside ours."""

from cms.settings import *  # noqa: F403
from cms.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2", "benchmarks"]
ROOT_URLCONF = "benchmarks.urls"

# Our reads end at PublicReads, so what stands below it is Wagtail's alone: here, what `wagtail start`
# gives a new project. None of our own middleware slows it.
OURS = MIDDLEWARE[: MIDDLEWARE.index("api.middleware.PublicReads") + 1]
MIDDLEWARE = [
    *OURS,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
