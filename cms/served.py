"""What the web server loads in each of its processes: the application, and beside it what tells of counts.

Not in cms.wsgi: whoever else imports the application (tests do) has no thread of it by that.
"""

from cms.wsgi import application

# Needs the settings, which the application has set up.
from cms.partners.counting import exchange_in_background  # isort: skip

__all__ = ["application"]

exchange_in_background()
