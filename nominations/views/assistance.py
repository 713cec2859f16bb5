"""Help, a page for each who comes: plain words, and every figure as the code and the calls have it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards_site import words
from awards_site.doors import Door
from awards_site.listed import Listed
from awards_site.rules import anyone
from nominations import evidence, harmless, intake, screening, shape, support, together
from nominations.forms.screening import TWO_WEEKS
from nominations.forms.tables import MEGABYTES
from nominations.models import Call
from nominations.models.prize import LETTERS_AFTER_THE_CLOSE
from nominations.screening.deciding import CORRECTION_AT_MOST
from nominations.states import BEFORE_THE_JURY, QuestionKind

from .importing import ROWS_AT_MOST

A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Topic:
    """Whom a page helps, and with what."""

    name: str
    title: str | Promise
    lead: str | Promise


TOPICS = (
    Topic(
        "nominators",
        _("Help for nominators"),
        _("From the first question to the announcement: how to put somebody forward."),
    ),
    Topic("nominees", _("Help for nominees"), _("Somebody put you forward. What that means, and what you can do.")),
    Topic("referees", _("Help for referees"), _("Somebody asked you for a letter of support.")),
    Topic(
        "officers",
        _("Help for officers"),
        _("How the secretariat treats every file alike. Anybody may read this."),
    ),
)


def figures() -> dict[str, Any]:
    """Give the limits of the house, each from where it is enforced."""
    return {
        "code_minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // A_MINUTE,
        "colleagues_most": together.COLLEAGUES_AT_MOST,
        "correction_days": TWO_WEEKS.days,
        "correction_days_most": CORRECTION_AT_MOST.days,
        "files_most": evidence.FILES_AT_MOST,
        "kinds": Listed(intake.KINDS_SAID),
        "letter_days": LETTERS_AFTER_THE_CLOSE.days,
        "letter_megabytes": support.MEGABYTES_AT_MOST,
        "letters_a_word": words.LETTERS_A_WORD,
        "megabytes": evidence.MEGABYTES_AT_MOST,
        "note_most": screening.NOTE_AT_MOST,
        "pages_most": harmless.PAGES_AT_MOST,
        "rows_most": ROWS_AT_MOST,
        "table_megabytes": MEGABYTES,
        "words_least": support.WORDS_LEAST,
        "words_most": support.WORDS_MOST,
    }


@dataclass(frozen=True, slots=True)
class Terms:
    """What one call asks for, as its own rows have it."""

    call: Call
    recommendation: int
    files: tuple[tuple[str, int, int], ...]


def terms(call: Call) -> Terms:
    """Read the words of the recommendation, and for each question the files it takes."""
    form = call.forms.exclude(frozen_at=None).first()
    if form is None:
        return Terms(call, 0, ())
    layout = shape.of(form)
    letter = layout.meaning("recommendation")
    taken = (asked.question for page in layout.for_nominator for asked in page.of_kind(QuestionKind.FILE))
    files = tuple((str(one.label), evidence.files_at_most(one), evidence.megabytes_at_most(one)) for one in taken)
    return Terms(call, letter.limit("words", 0) if letter else 0, files)


class HelpIndex(Door):
    """Whom we help."""

    rule = anyone
    template_name = "nominations/help/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the pages there are."""
        return super().get_context_data(**kwargs) | {"topics": [(each, f"help_{each.name}") for each in TOPICS]}


class Help(Door):
    """Help for some of those who come; `topic` is set where the address is."""

    rule = anyone
    topic = ""

    def get_template_names(self) -> list[str]:
        """Name the page of the topic."""
        return [f"nominations/help/{self.topic}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the figures, and the calls that take files now."""
        topic = next(each for each in TOPICS if each.name == self.topic)
        calls = Call.objects.public().whole().order_by("closes_at", "prize__position")
        running = [terms(call) for call in calls if call.phase in BEFORE_THE_JURY]
        return super().get_context_data(**kwargs) | {"topic": topic, "figures": figures(), "running": running}
