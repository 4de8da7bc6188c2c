"""What other packages say in the admin, and have no German for, or none that a press office would write.

Ours comes before theirs (settings.LOCALE_PATHS). wagtail_localize brings its own pages for languages, whose
words Wagtail has translated only for the pages that they replace. Much of Wagtail's German says du where the
rest says Sie, is a word for word copy, or calls a language a Locale.

A pair is a message and its plural.
"""

from typing import Final

OF_OTHERS: Final[dict[str, tuple[str | tuple[str, str], ...]]] = {
    "wagtail": (
        ("1 page", "%(counter)s pages"),
        "Add a site",
        "Add site",
        "Are you sure you want to convert this alias into an ordinary page?",
        "Are you sure you want to delete this site?",
        "Available in %(translations_total)s locales",
        "Breadcrumb",
        "Choose when this %(model_name)s should go live and/or expire",
        "Choose when this page should go live and/or expire",
        "Choose who can view the live version of this page",
        "Currently locked and will go live on the scheduled date",
        "Dashboard",
        "Delete %(snippet_type_name)s",
        "Delete site",
        "Editing",
        "Editing %(page_type)s",
        "Editing %(task_type)s",
        "Editing workflow",
        "Go-live:",
        "Home",
        "Locale",
        "Locale: ",
        "No pages match this report's criteria.",
        "Please add some alt text for your image or mark it as decorative",
        "Private. Visit the live page",
        "Select a new parent page",
        "Select documents in choosers",
        "Select hierarchical position. Note: a collection cannot become a child of itself or one of its "
        "descendants.",
        "Select images in choosers",
        "Site",
        "Site history",
        "Sites",
        "Switch locales",
        "The site could not be saved due to errors.",
        "This is your dashboard on which helpful information about content you've created will be displayed.",
        "Update",
        "Uploading…",
        "View live",
        "Visible to all. Visit the live page",
        "Visit the live page",
        "locale",
        "site",
        "sites",
    ),
    "wagtail_localize": (
        "<{}> tag is not allowed. Strings can only contain standard HTML inline tags (such as <b>, <a>)",
        "Add a locale",
        "Add locale",
        "Are you sure you want to convert this page into an alias? This will overwrite the content of the "
        "page with the content of '%(source_page_title)s' (%(source_page_locale)s)",
        "Are you sure you want to delete this locale?",
        "Cannot import PO file that was created for a different translation.",
        "Changes are not automatically applied between translated pages. Syncing will add new content for "
        "translation and remove deleted content.",
        "Choose a locale to synchronise content from. Any existing and future content authored in the "
        "selected locale will be automatically copied to this one.",
        "Converted page '%(title)s' to an alias of the translation source page '%(source_title)s'",
        "Converted page to an alias of the translation source page",
        "Delete locale",
        "Editing %(object_type)s %(title)s",
        "Go back",
        "Locale '{0}' created.",
        "Locale '{0}' deleted.",
        "Locale '{0}' updated.",
        "Locales",
        "New validation errors were found when publishing '{object}' in {locale}. Please fix them or click "
        "publish again to ignore these translations for now.",
        "No translations found.",
        "Page '{}' has been converted into an alias.",
        "Please upload a valid PO file.",
        "Published '{object}' in {locale} with missing translations - see below.",
        "Published '{object}' in {locale}.",
        "Select a new language",
        "Start Synced translation",
        "Strings cannot have any HTML tags with attributes (except for 'id' in <a> tags)",
        "Successfully imported translations from PO File.",
        "Successfully updated translations for '{object}'",
        "Sync translated %(model_name)s",
        "Sync translated pages",
        "Sync translated snippets",
        "Sync translations of '%(title)s'",
        "Synchronise content from another locale",
        "The data model for '{model_name}' has been changed since the last translation sync. If any new "
        "fields have been added recently, these may not be visible until the next translation sync.",
        "The last sync date was %(last_sync_date)s. You are about to sync the following:",
        "The locale could not be saved due to errors.",
        "The page '{page_title}' was successfully submitted for translation into {locales}",
        "The {model_name} '{object}' was successfully submitted for translation into {locales}",
        "There isn't anything left to translate.",
        "This locale cannot be deleted because there are pages and/or other objects using it.",
        "This locale cannot be synced into itself.",
        "This locale's current language code is not supported. Please choose a new language or delete this "
        "locale.",
        "This locale's language code is not supported",
        'This page hasn\'t been translated yet. It is mirroring the <a href="%(edit_original_page_url)s" '
        'target="_blank">%(original_locale)s page</a>.',
        "Translate '%(title)s'",
        "Translate {model_name}",
        "Translation has been restarted.",
        "Translation has been stopped.",
        "Translations",
        "Unrecognised id found in an <a> tag: {}",
        "Waiting for translations",
        "Why would I sync my page?",
        "{} locales",
    ),
}

# What their scripts say (see cms.launch.messages.SCRIPTS).
IN_SCRIPTS: Final[dict[str, tuple[str | tuple[str, str], ...]]] = {
    "wagtail_localize": (
        "Applying editor lock",
        "Change %s",
        "Choose a %s",
        "Download PO file",
        "Download PO file and input translations offline",
        "Fetching %s information...",
        "Publishing...",
        "Removing editor lock",
        "Revert to %s version",
        "Saving...",
        "Stop Synced translation",
        "Stopping Synced translation",
        "There are unsaved segments. Please save or cancel them before leaving.",
        "Translate all missing strings with ",
        "Upload PO file",
        "Upload translated PO file to submit translations",
        "Uses %s version",
    ),
}
