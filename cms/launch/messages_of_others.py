"""What other packages say in the admin, and have no German for, or none that an editor would understand.

Ours comes before theirs (settings.LOCALE_PATHS). wagtail_localize brings its own pages for languages, whose
words Wagtail has translated only for the pages that they replace.
"""

from typing import Final

OF_OTHERS: Final = {
    "wagtail": (
        "Add a site",
        "Add site",
        "Are you sure you want to delete this site?",
        "Available in %(translations_total)s locales",
        "Breadcrumb",
        "Delete site",
        "Home",
        "Locale",
        "Locale: ",
        "Locales",
        "Site",
        "Site history",
        "Sites",
        "Switch locales",
        "The site could not be saved due to errors.",
        "Update",
        "locale",
        "site",
        "sites",
    ),
    "wagtail_localize": (
        "Add a locale",
        "Add locale",
        "Are you sure you want to delete this locale?",
        "Choose a locale to synchronise content from. Any existing and future content authored in the "
        "selected locale will be automatically copied to this one.",
        "Delete locale",
        "Locale '{0}' created.",
        "Locale '{0}' deleted.",
        "Locale '{0}' updated.",
        "Select a new language",
        "Synchronise content from another locale",
        "The locale could not be saved due to errors.",
        "This locale cannot be deleted because there are pages and/or other objects using it.",
        "This locale cannot be synced into itself.",
        "This locale's current language code is not supported. Please choose a new language or delete this "
        "locale.",
        "This locale's language code is not supported",
    ),
}
