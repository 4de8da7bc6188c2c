from wagtail import hooks
from wagtail.snippets.models import register_snippet

from home import moving

# By its name: the lists need models that are not loaded yet when hooks are looked for.
register_snippet("home.viewsets.SiteGroup")

hooks.register("before_move_page", moving.tell)
