"""Wagtail's APIs as any project serves them: without Dateline's own refusal of what comes too fast."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
