"""The base view: a door that is shut until a rule opens it.

A view names its rule and finds its thing in a queryset scoped to the person; the door asks. Without a rule it stays
shut. What a person may not know of answers as if it did not exist.
"""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView

from .rules import Refusal, Refused, Rule


class Door(TemplateView):
    """A page behind a rule. `thing` is what the page is about; `rules` may name another rule for a method."""

    rule: Rule | None = None
    rules: dict[str, Rule] = {}  # noqa: RUF012 - overridden whole by subclasses, never changed in place
    thing: Any = None

    def find(self) -> Any:
        """Fetch what the page is about, from what this person may see; raise Http404 where there is nothing."""
        return None

    def rule_for(self, method: str) -> Rule:
        """Name the rule that guards a method."""
        chosen = self.rules.get(method, self.rule)
        if chosen is None:
            message = f"{type(self).__name__} has no rule: it stays shut."
            raise ImproperlyConfigured(message)
        return chosen

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find, ask, and only then go in."""
        chosen = self.rule_for(request.method or "GET")
        if self.is_ones_own and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.thing = self.find()
        refusal = chosen.refusal(request.user, self.thing)
        if refusal is not None:
            return self.refuse(refusal)
        return self.before_entering(request) or super().dispatch(request, *args, **kwargs)

    def before_entering(self, request: HttpRequest) -> HttpResponseBase | None:  # noqa: ARG002 - for subclasses
        """Answer otherwise than by the page, where something else comes first (see freshness)."""
        return None

    def refuse(self, refusal: Refusal) -> HttpResponseBase:
        """Ask to sign in, hide, or say why not."""
        if refusal.hidden and self.request.user.is_authenticated:
            raise Http404
        if refusal.sign_in or (refusal.hidden and self.asks_to_sign_in):
            return redirect_to_login(self.request.get_full_path())
        if refusal.hidden:
            raise Http404
        raise Refused(refusal)

    #: whether everybody finds something of their own here: who did not sign in is asked to, and nothing is looked for
    is_ones_own = False
    #: whether somebody who did not sign in is asked to, where the page is hidden from them
    asks_to_sign_in = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the template the thing under its own name."""
        return super().get_context_data(**kwargs) | {"thing": self.thing}
