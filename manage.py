#!/usr/bin/env python
"""Django's command line for the awards."""

import os
import secrets
import sys

from django.core.management import execute_from_command_line

#: Commands that open nothing: they need no secret, and run on a machine that has none.
NEEDS_NO_SECRET = {"collectstatic", "compile_catalogues", "draw_states", "makemessages", "makemigrations", "tally"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "awards_site.settings")
    if NEEDS_NO_SECRET & set(sys.argv[1:2]):
        os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    execute_from_command_line(sys.argv)
