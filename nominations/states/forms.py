"""What a question takes, who answers it, and what kind of personal data it holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """What kind of answer a question takes."""

    SHORT = "short", _("short text")
    LONG = "long", _("long text")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("several of several")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    URL = "url", _("link")
    EMAIL = "email", _("e-mail address")
    CITY = "city", _("city and country")
    COUNTRY = "country", _("country")
    FILE = "file", _("files")
    ROWS = "rows", _("repeating rows")
    DECLARATION = "declaration", _("declaration")


class FilledBy(models.TextChoices):
    """Who answers a step."""

    NOMINATOR = "nominator", _("the nominator")
    NOMINEE = "nominee", _("the nominee")


class DataClass(models.TextChoices):
    """What kind of personal data an answer holds; contact data never reaches jury or board."""

    NONE = "none", _("no personal data")
    PUBLIC = "public", _("public role or work")
    PERSONAL = "personal", _("personal")
    CONTACT = "contact", _("contact data")
