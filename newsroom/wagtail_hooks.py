from wagtail import hooks
from wagtail.snippets.models import register_snippet

from newsroom.ninjs import audit

# By its name: the lists need models that are not loaded yet when hooks are looked for.
register_snippet("newsroom.viewsets.NewsroomGroup")

hooks.register("register_log_actions", audit.register)
