"""The house's web server without its check of the deadline: what the law must find."""

from awards_site.wsgi import application  # sets the product up
from nominations.permissions import nominator

__all__ = ["application"]

nominator.until_the_deadline = lambda _call: None
