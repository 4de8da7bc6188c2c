"""Every setting of an installation; all of them come from the environment.

Unset means production: no debug pages, secure cookies, nothing guessable. ``make run`` sets the
development values. `.env.example` lists each variable with a line on what it does. Longer than other files:
Django reads its settings from one, and each has a line or two.
"""

import gc
import os
import re
from pathlib import Path
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

# A process loads a quarter of a million objects that stay as long as it lives. Python looks for garbage among
# them after every 700 new ones: a sixth of the time of each start, a third of that of the first, with its
# migrations, and later now and then a fifth of a second in which a web process answers nobody.
gc.set_threshold(100_000, 50, 100)

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    """True where the variable is one of 1, true, yes, on; anything else is off, and unset is the default."""
    text = os.environ.get(name, "")
    return text.lower() in {"1", "true", "yes", "on"} if text else default


def words(name: str, default: str = "") -> list[str]:
    """A comma list from the environment, without empty entries."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def whole_number(name: str, default: int) -> int:
    """The number, 0 or more, in that variable."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def stored(name: str, in_development: str) -> str:
    """What becomes part of stored JSON: production must say it, for a guess would stay there unnoticed."""
    text = os.environ.get(name) or (in_development if DEBUG else "")
    if not text:
        raise ImproperlyConfigured(f"{name} is not set. It is part of what is stored: see .env.example.")
    return text


DEBUG = flag("DEBUG")
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / ".data").resolve()

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. `make run` makes one; in production, set it.")
# Image addresses are part of stored JSON: their key must outlive a change of SECRET_KEY.
FILE_SIGNING_KEY = stored("FILE_SIGNING_KEY", in_development=SECRET_KEY)

ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
# The address of this backend as readers and editors reach it, without a trailing slash.
PUBLIC_URL = stored("PUBLIC_URL", in_development="http://localhost:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = PUBLIC_URL
MANAGEMENT_API = flag("MANAGEMENT_API")
# Caches before this server that are told what to forget; without one, no cache keeps an answer for long.
EDGE_PURGE_URLS = words("EDGE_PURGE_URLS")
if wrong := [url for url in EDGE_PURGE_URLS if not url.startswith(("http://", "https://"))]:
    raise ImproperlyConfigured(f"EDGE_PURGE_URLS: {wrong[0]} is no address that begins with http.")
# A WebSub hub that is told when feeds change, and that feeds name.
WEBSUB_HUB = os.environ.get("WEBSUB_HUB", "")
if WEBSUB_HUB and not WEBSUB_HUB.startswith(("http://", "https://")):
    raise ImproperlyConfigured(f"WEBSUB_HUB: {WEBSUB_HUB} is no address that begins with http.")
# How often an address may read without a key in a minute; 0 for no limit.
ANONYMOUS_PER_MINUTE = whole_number("ANONYMOUS_PER_MINUTE", 600)
# Proxies of one's own in front, each of which adds to X-Forwarded-For; others are not believed.
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", 0)
# For trying out webhooks on one's own machine. Elsewhere it would open the organisation's own network.
WEBHOOK_ALLOW_PRIVATE = flag("WEBHOOK_ALLOW_PRIVATE")
if WEBHOOK_ALLOW_PRIVATE and not DEBUG:
    raise ImproperlyConfigured("WEBHOOK_ALLOW_PRIVATE is for development: unset it, or set DEBUG=1.")
# Where drafts show: the address of a frontend's page, which is given the token. `{site}` is the site's host.
PREVIEW_URL = os.environ.get("PREVIEW_URL", "")

INSTALLED_APPS = [
    # Before the apps that name their jobs as they start.
    "procrastinate.contrib.django",
    "cms.desk",
    "cms.published",
    "cms.pages",
    "cms.media",
    "home",
    "newsroom",
    "cms.projection",
    "cms.embargoes",
    "cms.preview",
    "api",
    "cms.management_api",
    "cms.redirects",
    "cms.endings",
    # Before Wagtail's images and documents: their pages get what is here.
    "cms.library",
    "cms.agenda",
    "cms.links",
    "cms.partners",
    "cms.reach",
    # Before wagtail_localize: its editor gets a bar that leads to the workflow.
    "cms.roles",
    "cms.translations",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail.api.v3",
    "modelcluster",
    "taggit",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    # Before all checks of host and scheme: whoever looks after the processes asks them by their bare address.
    "cms.launch.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Public reads end here: nothing below may cost them time, vary them or set them a cookie.
    "api.middleware.PublicReads",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.pages.admin_language.AdminLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.management_api.guard.ManagementGuard",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # What a page's rules refuse, where no form is there to say so.
    "cms.pages.refusals.Refusals",
    # Around the next: what happens as a transaction ends has somebody's name in the log too.
    "cms.roles.audit.NamedInTheLog",
    # Innermost: everything an editor's request writes is one transaction with what it projects.
    "cms.projection.middleware.DoorMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]


def database(address: str) -> dict:
    """Django's settings for a PostgreSQL address (libpq URI or key=value string)."""
    parts = conninfo_to_dict(address)
    if not parts:
        raise ImproperlyConfigured(
            "DATABASE_URL is not set. `make run` and manage.py start a PostgreSQL; in production, set it."
        )
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{django: str(parts.pop(libpq, "") or "") for libpq, django in known.items()},
        # Each thread keeps its own; how many there are is decided in cms.launch.capacity.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
    }


# A page with a hundred and fifty blocks sends more fields than Django's thousand.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "de"
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Berlin")
# Wagtail wants every content language here too; in which of them the admin appears is said below.
LANGUAGES = [
    ("de", "Deutsch"),
    ("en", "English"),
    ("ar", "العربية"),
    ("fr", "Français"),
    ("es", "Español"),
]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]

# Wagtail's own tasks: its indexes of search and references. What the product does later is procrastinate's.
TASKS = {"default": {"BACKEND": "cms.projection.indexing.AfterCommit"}}

# The queue is emptied of what is done. A worker that is asked to end tells its job so after some seconds:
# well before whoever asked (cms.launch.children, a container's engine: 10 s) kills it.
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "shutdown_graceful_timeout": 5}

WAGTAIL_SITE_NAME = "Dateline"
# Those that browsers know too; the machine's own list also has its own, which is none's name.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime", "Factory"})
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES[:2]
# A translation begins as a draft, also that of a live page: publishing is a decision of its own.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Items know every path that they have left (docs/decisions/0021).
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.DocumentForm"
# SVG is left out on purpose: it is a program as much as a picture.
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
# Crops that readers are offered of each picture, as width:height.
IMAGE_RATIOS = words("IMAGE_RATIOS")
if wrong := [ratio for ratio in IMAGE_RATIOS if not re.fullmatch("[1-9][0-9]?:[1-9][0-9]?", ratio)]:
    raise ImproperlyConfigured(f"IMAGE_RATIOS: {wrong[0]!r} is not a ratio such as 16:9.")
# Portraits of editors come from their own uploads, not from a service that learns of each visit.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
# Each item keeps its former paths (cms.projection.rows). Wagtail would write redirects for a page and all
# that lies below it, one by one, in the editor's own action, and nobody would read them.
WAGTAILREDIRECTS_AUTO_CREATE = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or DATA_DIR / "static")
MEDIA_ROOT = DATA_DIR / "media"
# No MEDIA_URL: files have no address of their own, only our views (cms.media) give them out.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
MEDIA_BUCKET = os.environ.get("MEDIA_BUCKET", "")
STORAGES = {
    # The bucket's credentials come the way its library finds them: AWS_ACCESS_KEY_ID, a role, …
    "default": {
        "BACKEND": "cms.media.bucket.PrivateBucket",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "endpoint_url": os.environ.get("MEDIA_BUCKET_ENDPOINT") or None,
            "region_name": os.environ.get("MEDIA_BUCKET_REGION") or None,
        },
    }
    if MEDIA_BUCKET
    else {"BACKEND": "cms.media.storage.PrivateFiles"},
    # Names with hashes need collectstatic first, which only a deployment does.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Not as private as uploads: who collects them is often not who serves them.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = flag("SSL_REDIRECT", default=not DEBUG)
SECURE_HSTS_SECONDS = int(os.environ.get("HSTS_SECONDS") or ("0" if DEBUG else "3600"))
# Whether its other hosts do without plain HTTP too is for the organisation to say, not for this one.
# The admin shows its own previews in frames, and nobody else's pages do: SAMEORIGIN.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"

# What Wagtail writes to editors. Without a server for it, mails go where messages go, and are not offered.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or "dateline@localhost"
WAGTAIL_PASSWORD_RESET_ENABLED = bool(EMAIL_HOST)

# To standard error, where whatever runs the processes collects it. Unhandled errors are always in it.
LOG_LEVEL = os.environ.get("LOG_LEVEL") or "WARNING"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False}},
}

REST_FRAMEWORK: dict = {
    "EXCEPTION_HANDLER": "api.errors.handle",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS: dict = {
    "TITLE": "Dateline: reading",
    "DESCRIPTION": "What an organisation has published, as JSON.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    # It would read the admin's views too; tests hold our own document.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "POSTPROCESSING_HOOKS": ["api.openapi.add_contract"],
}
