"""How fast the reading endpoints are, beside Wagtail's own: `make bench`. See README.md."""
