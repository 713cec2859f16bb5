"""What everybody may read before anything is sent: the prizes, their founding article, the calendar, the form."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import get_language, get_language_info

from awards_site.doors import Door
from awards_site.rules import anyone
from awards_site.texts import LocalizedText
from nominations import haikou, permissions
from nominations.models import Call, Cycle, Form, Prize, Question
from nominations.states import FilledBy
from nominations.timeline import in_groups


class Prizes(Door):
    """All prizes, each with its latest call."""

    rule = anyone
    template_name = "nominations/prizes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Pair each prize with its latest public call."""
        latest: dict[int, Call] = {}
        for call in Call.objects.public().whole().order_by("cycle__year", "closes_at"):
            latest[call.prize_id] = call
        prizes = [(prize, latest.get(prize.pk)) for prize in Prize.objects.all()]
        return super().get_context_data(**kwargs) | {"prizes": prizes}


class Declaration(Door):
    """Article 7 of the Haikou Declaration, in its two languages."""

    rule = anyone
    template_name = "nominations/declaration.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the article in each language, the reader's first, as it founds each prize."""
        articles = [prize.founding_article for prize in Prize.objects.all() if prize.founding_article]
        languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != get_language())
        texts = [in_language(code, articles) for code in languages]
        return super().get_context_data(**kwargs) | {"texts": texts}


def in_language(code: str, articles: list[LocalizedText]) -> dict[str, Any]:
    """Give article 7 in one language."""
    return {
        "language": code,
        "name": get_language_info(code)["name_local"],
        "opening": haikou.OPENING.in_language(code),
        "article": haikou.ARTICLE.in_language(code),
        "articles": [article.in_language(code) for article in articles],
    }


class Calendar(Door):
    """A cycle's calendar."""

    rule = anyone
    template_name = "nominations/calendar.html"

    def find(self) -> Cycle | None:
        """Find a cycle with at least one public call."""
        self.calls = list(Call.objects.public().whole().filter(cycle__slug=self.kwargs["cycle"]))
        if not self.calls:
            raise Http404
        return self.calls[0].cycle

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the lines of time."""
        return super().get_context_data(**kwargs) | {"groups": in_groups(self.calls)}


class LatestCalendar(Calendar):
    """The calendar of the latest cycle, or the word that none has opened yet."""

    def find(self) -> Cycle | None:
        """Find the latest cycle with a public call."""
        calls = list(Call.objects.public().whole())
        latest = calls[0].cycle if calls else None
        self.calls = [call for call in calls if call.cycle == latest]
        return latest


class WholeForm(Door):
    """The whole form, to be read before signing in."""

    rule = anyone
    template_name = "nominations/form.html"

    def find(self) -> Call:
        """Find a public call."""
        slugs = {"cycle__slug": self.kwargs["cycle"], "prize__slug": self.kwargs["prize"]}
        call = Call.objects.public().whole().filter(**slugs).first()
        if call is None:
            raise Http404
        return call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the steps of the latest form with their questions and columns."""
        questions = Question.objects.filter(parent=None).prefetch_related("columns")
        form = Form.objects.filter(call=self.thing).prefetch_related(Prefetch("steps__questions", questions)).first()
        steps = list(form.steps.all()) if form else []
        return super().get_context_data(**kwargs) | {
            "steps": [step for step in steps if step.filled_by == FilledBy.NOMINATOR],
            "nominee_steps": [step for step in steps if step.filled_by == FilledBy.NOMINEE],
            "gates": self.thing.gates.all(),
            "may_nominate": not permissions.may_begin.obstacle(self.request.user, self.thing),
        }
