"""How marks become a result: a page for everybody and one for jurors, with an example that is counted as one reads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from awards_site.doors import Door
from awards_site.rules import anyone
from nominations.views.assistance import Topic
from scoring import shipped
from scoring.dots import dots_of
from scoring.methods.measures.doubt import DRAWS
from scoring.worked import STRICTER, example

FOR_EVERYBODY = Topic(
    "marks",
    _("How marks become a result"),
    _("By a small example that is counted while you read, by the program that counts the prizes."),
)
FOR_JURORS = Topic(
    "jurors",
    _("How your marks become a result"),
    _("From a mark you give to the place of a dossier, with every step."),
)


class HowMarksCount(Door):
    """The way from marks to a result; `topic` is set where the address is."""

    rule = anyone
    topic = FOR_EVERYBODY

    def get_template_names(self) -> list[str]:
        """Name the page of the topic."""
        return [f"scoring/help/{self.topic.name}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count the example, and draw it."""
        counted = example()
        standings = [(line.name, line.standing) for line in counted.ranked]
        dots = dots_of((name, each.raw or each.score, each.score) for name, each in standings if each)
        return super().get_context_data(**kwargs) | {
            "topic": self.topic,
            "example": counted,
            "dots": dots,
            "draws": DRAWS,
            "scale": shipped.shared()["scale"],
            "stricter": STRICTER,
        }
