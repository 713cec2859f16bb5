"""A juror comes to the desk: what is left, what is done, what was set aside, and one button to go on."""

from typing import Any

from awards_site.doors import Door
from awards_site.rules import signed_in
from scoring import permissions
from scoring.desk import calls_to_answer, calls_to_read_of, desk_of, part_of_day
from scoring.errands import charges_of, standing_of


class Desk(Door):
    """One's own desk over all calls: a juror's dossiers, and what chair and staff have in their charge."""

    rule = signed_in
    template_name = "scoring/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the desk and the part of the day."""
        person = self.request.user
        desk = desk_of(person)
        return super().get_context_data(**kwargs) | {
            "desk": desk,
            "to_vote_in": [round_ for round_ in desk.rounds if permissions.may_vote_for_shortlist(person, round_)],
            "to_answer": calls_to_answer(person),
            "to_read_of": calls_to_read_of(person),
            "charges": charges_of(person),
            "standing": standing_of(person),
            "part_of_day": part_of_day(),
        }
