import os

from django.core.wsgi import get_wsgi_application

from cms.launch import capacity
from cms.launch.overload import Overload

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
application = Overload(
    get_wsgi_application(),
    running=capacity.web_threads(),
    waiting=capacity.waiting_requests(),
    seconds=capacity.WAIT_SECONDS,
    sending=capacity.sending_threads(),
)
