"""Appoint the first Secretary General; every later role is given on the staff's pages."""

import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from awards_site import roles
from awards_site.rules import Refused
from awards_site.states import Role


class Command(BaseCommand):
    """`manage.py appoint EMAIL --role secretary_general`."""

    help = "Appoint the first Secretary General, where there is none."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Ask for the address."""
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--role", choices=[Role.SECRETARY_GENERAL.value], default=Role.SECRETARY_GENERAL.value)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Appoint."""
        try:
            validate_email(options["email"])
            grant = roles.appoint_first(options["email"], name=options["name"])
        except ValidationError as fault:
            message = f"{options['email']} is no e-mail address."
            raise CommandError(message) from fault
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{grant.user.email} is Secretary General. Sign in with this address; the code comes by mail."
        )
