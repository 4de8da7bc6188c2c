from wagtail.snippets.models import register_snippet

# By its name: the lists need models that are not loaded yet when hooks are looked for.
register_snippet("home.viewsets.SiteGroup")
