"""Rules: questions whose answer is a reason to refuse, or nothing.

A rule is asked by the view that opens a page, by the stage that writes, by the template that shows a button and by
the queryset's tests; so nobody can forget it. A refusal is hidden where the person may not even know of the thing:
then the answer is the same 404 as for a thing that does not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Person(Protocol):
    """Whoever asks: a user, or somebody who did not sign in."""

    @property
    def is_authenticated(self) -> bool:
        """Say whether we know who it is."""
        ...

    @property
    def roles(self) -> frozenset[str]:
        """Name the staff roles held now."""
        ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, in a sentence for the person who reads it."""

    reason: str | Promise
    hidden: bool = False
    sign_in: bool = False

    def __str__(self) -> str:
        """Read the sentence."""
        return str(self.reason)


class Refused(PermissionDenied):
    """A stage was asked for a move that a rule refuses."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep the refusal for whoever answers."""
        super().__init__(str(refusal))
        self.refusal = refusal


NOT_YOURS = Refusal(_("There is nothing here for you."), hidden=True)
SIGN_IN = Refusal(_("Sign in to go on."), sign_in=True)

Question = Callable[..., Refusal | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A question about a person and a thing."""

    question: Question

    def __call__(self, person: Any, thing: Any = None) -> bool:
        """Say yes or no."""
        return self.question(person, thing) is None

    def refusal(self, person: Any, thing: Any = None) -> Refusal | None:
        """Give the reason to refuse, or nothing."""
        return self.question(person, thing)

    def obstacle(self, person: Any, thing: Any = None) -> Refusal | None:
        """Give the reason to refuse that signing in would not take away: a link that leads there asks this."""
        refusal = self.question(person, thing)
        return None if refusal is None or refusal.sign_in else refusal

    def require(self, person: Any, thing: Any = None) -> None:
        """Stop here unless the answer is yes.

        :raises Refused: where the person may know of the thing; :raises Http404: where not.
        """
        refusal = self.question(person, thing)
        if refusal is None:
            return
        if refusal.hidden:
            raise Http404
        raise Refused(refusal)

    @property
    def name(self) -> str:
        """Name the question, as tests and the audit say it."""
        return self.question.__name__


def rule(question: Question) -> Rule:
    """Make a rule of a question (a decorator)."""
    return Rule(question)


def has_role(person: Any, *roles: str) -> bool:
    """Say whether a person holds one of the staff roles."""
    return bool(person.is_authenticated and person.roles & set(roles))


@rule
def anyone(_person: Any, _thing: Any = None) -> Refusal | None:
    """Let everybody in: a public page."""
    return None


@rule
def signed_in(person: Any, _thing: Any = None) -> Refusal | None:
    """Let in whoever signed in."""
    return None if person.is_authenticated else SIGN_IN
