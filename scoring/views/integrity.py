"""The integrity page of a call: by which rules each round is counted, published before the first mark."""

from typing import Any

from django.http import Http404, HttpResponse

from awards_site.doors import Door
from awards_site.rules import anyone
from nominations.models import Call
from nominations.states import Phase
from scoring import integrity, sight

from .sealed import number_in, saved


class IntegrityPage(Door):
    """Open to everybody from the opening of the first round on."""

    rule = anyone
    template_name = "scoring/integrity.html"

    def find(self) -> Call:
        """Find a public call whose first round has opened; all others answer as if they had no such page."""
        slugs = {"cycle__slug": self.kwargs["cycle"], "prize__slug": self.kwargs["prize"]}
        call = Call.objects.public().whole().filter(**slugs).first()
        if call is None or not sight.has_begun(call):
            raise Http404
        return call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give each opened round."""
        call = self.thing
        return super().get_context_data(**kwargs) | {
            "call": call,
            "rounds": integrity.published_in(call),
            "is_told": call.phase in {Phase.ANNOUNCED, Phase.ARCHIVED},
        }


class FrozenRules(IntegrityPage):
    """The frozen rules of a round, byte for byte as they are hashed; those of a round set aside by its number."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Hand the file out, once the round has opened."""
        wanted = self.request.GET.get("number")
        number = None if wanted is None else next(number_in(wanted), 0)
        found = integrity.published_of(self.thing, self.kwargs["round"], number)
        if found is None:
            raise Http404
        return saved(found.json, "application/json", found.file)
