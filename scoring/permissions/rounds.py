"""Who may open, watch, close and count a round."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from awards_site.rules import NOT_YOURS, Refusal, has_role, rule
from awards_site.states import Role
from jury.models import Round
from jury.states import RoundKind
from nominations.states import Phase
from scoring import sight
from scoring.models import Correction, Tally
from scoring.states import CorrectionStatus, ShortlistRule

from .ballots import NOT_OPEN

NOT_PROPOSED = Refusal(_("No correction is proposed now."))
NOBODY_PROPOSED = Refusal(_("Nobody has proposed to set this round aside."))
STAFF = (Role.OFFICER, Role.SECRETARY_GENERAL)


@rule
def may_view_progress(person: Any, round_: Round) -> Refusal | None:
    """Let chair, secretariat and auditor see how many ballots are done, never what they say."""
    if not person.is_authenticated:
        return NOT_YOURS
    if not round_.is_opened:
        return NOT_YOURS
    phase = round_.call.phase
    parts = sight.parts_of(person, round_.call)
    return None if any(phase in sight.WATCHED.get(part, ()) for part in parts) else NOT_YOURS


@rule
def may_view_rules(person: Any, round_: Round) -> Refusal | None:
    """Let secretariat, chair and auditor read the rules of a round while they are being written, and after."""
    if has_role(person, *STAFF, Role.AUDITOR):
        return None
    seat = sight.seat_of(person, round_.call)
    return None if seat and seat.is_chair else NOT_YOURS


@rule
def may_edit_rules(person: Any, round_: Round) -> Refusal | None:
    """Let the Secretary General alone set the rules, until the round opens with them."""
    refusal = may_view_rules.refusal(person, round_)
    if refusal:
        return refusal
    if not has_role(person, Role.SECRETARY_GENERAL):
        return Refusal(_("Only the Secretary General sets the rules of a round."))
    if round_.is_opened:
        return Refusal(_("The round has opened: its rules are frozen. A change would be a new round."))
    return None


@rule
def may_open_round(person: Any, round_: Round) -> Refusal | None:
    """Let the secretariat open a round once the files are screened, or the shortlist is confirmed."""
    if not has_role(person, *STAFF):
        return NOT_YOURS
    if round_.is_opened:
        return Refusal(_("This round was opened already."))
    ready = Phase.SCREENING if round_.kind == RoundKind.ASSESSMENT else Phase.SHORTLIST
    if round_.call.phase == ready or goes_straight_to_the_final(round_):
        return None
    return Refusal(_("A round opens after screening, the final one after the shortlist."))


def goes_straight_to_the_final(round_: Round) -> bool:
    """Say whether the call has one round only, the final one."""
    if round_.kind != RoundKind.FINAL or round_.call.phase != Phase.SCREENING:
        return False
    return not Round.objects.standing().filter(call=round_.call, kind=RoundKind.ASSESSMENT).exists()


@rule
def may_close_round(person: Any, round_: Round) -> Refusal | None:
    """Let the secretariat close a round that is open."""
    if not has_role(person, *STAFF):
        return NOT_YOURS
    return None if round_.call.phase == sight.OPEN_IN[round_.kind] else NOT_OPEN


@rule
def may_view_result(person: Any, round_: Round) -> Refusal | None:
    """Let in whoever sees a closed round's result now."""
    return NOT_YOURS if sight.sight_of(person, round_) is None else None


@rule
def may_ask_what_if(person: Any, round_: Round) -> Refusal | None:
    """Let those count a copy otherwise who know who marked how: chair, Secretary General, auditor, a panel by name."""
    how = sight.sight_of(person, round_)
    return None if how == sight.Sight.IDENTIFIED else NOT_YOURS


@rule
def may_see_outlying(person: Any, round_: Round) -> Refusal | None:
    """Let chair, Secretary General and auditor know which single ballot holds the result; no juror is to feel it."""
    return None if sight.is_in_charge(person, round_) else NOT_YOURS


@rule
def may_take_tally(person: Any, round_: Round) -> Refusal | None:
    """Let the secretariat count a round right after it closed."""
    if not has_role(person, *STAFF):
        return NOT_YOURS
    if round_.call.phase == sight.COUNTED_IN[round_.kind]:
        return None
    return Refusal(_("A round is counted after it closed and before the next step begins."))


@rule
def may_propose_correction(person: Any, round_: Round) -> Refusal | None:
    """Let the secretariat say that a count has to be taken anew, while counts are taken at all."""
    refusal = may_take_tally.refusal(person, round_)
    if refusal is not None:
        return refusal
    if not Tally.objects.filter(round=round_).exists():
        return Refusal(_("This round is not counted yet. There is nothing to correct."))
    if Correction.objects.filter(round=round_, status=CorrectionStatus.PROPOSED).exists():
        return Refusal(_("A correction is proposed already. A second person confirms or withdraws it."))
    return None


@rule
def may_withdraw_correction(person: Any, correction: Correction) -> Refusal | None:
    """Let the secretariat take back a correction that was not confirmed, as long as counts are taken."""
    refusal = may_take_tally.refusal(person, correction.round)
    if refusal is not None:
        return refusal
    return None if correction.status == CorrectionStatus.PROPOSED else NOT_PROPOSED


@rule
def may_confirm_correction(person: Any, correction: Correction) -> Refusal | None:
    """Let a second person of the secretariat confirm what another proposed."""
    if correction.proposed_by_id == person.pk:
        return Refusal(_("You proposed this correction. A second person confirms it."))
    return may_withdraw_correction.refusal(person, correction)


@rule
def may_recount(person: Any, tally: Tally) -> Refusal | None:
    """Let secretariat and auditor recompute a tally; nothing is written."""
    if not has_role(person, *STAFF, Role.AUDITOR):
        return NOT_YOURS
    return may_view_result.refusal(person, tally.round)


@rule
def may_decide_tie(person: Any, round_: Round) -> Refusal | None:
    """Let the chair put a decision on record where the ladder left a tie."""
    seat = sight.seat_of(person, round_.call)
    if seat is None or not seat.is_chair:
        return NOT_YOURS
    if round_.call.phase == sight.COUNTED_IN[round_.kind]:
        return None
    return Refusal(_("A tie is decided after the count and before the next step begins."))


@rule
def may_confirm_shortlist(person: Any, round_: Round) -> Refusal | None:
    """Let the chair sign the shortlist between the rounds."""
    seat = sight.seat_of(person, round_.call)
    if seat is None or not seat.is_chair or round_.kind != RoundKind.ASSESSMENT:
        return NOT_YOURS
    if round_.call.phase == Phase.SHORTLIST:
        return None
    return Refusal(_("The shortlist is confirmed between the two rounds."))


@rule
def may_vote_for_shortlist(person: Any, round_: Round) -> Refusal | None:
    """Let the jurors who read in a round vote on who goes on, where its rule says so, until the chair confirms."""
    by_vote = round_.kind == RoundKind.ASSESSMENT and round_.rules.shortlist_rule == ShortlistRule.VOTE
    if not by_vote or round_.call.phase != Phase.SHORTLIST:
        return NOT_YOURS
    if sight.seat_of(person, round_.call) is None or not sight.reads_in(person, round_):
        return NOT_YOURS
    if not Tally.objects.filter(round=round_).exists():
        return Refusal(_("The round is not counted yet. You vote once the ranking is known."))
    if sight.final_is_entered(round_):
        return Refusal(_("The shortlist is confirmed. Votes are not taken any more."))
    return None


@rule
def may_propose_aside(person: Any, round_: Round) -> Refusal | None:
    """Let the Secretary General propose to set an opened round aside, as long as nothing was built on it."""
    if not has_role(person, Role.SECRETARY_GENERAL):
        return NOT_YOURS
    return _too_late_to_set_aside(round_)


@rule
def may_withdraw_aside(person: Any, round_: Round) -> Refusal | None:
    """Let the Secretary General take back what was proposed, until it is confirmed."""
    if not has_role(person, Role.SECRETARY_GENERAL):
        return NOT_YOURS
    if not round_.aside_by_id:
        return NOBODY_PROPOSED
    return _too_late_to_set_aside(round_)


@rule
def may_confirm_aside(person: Any, round_: Round) -> Refusal | None:
    """Let a second person of the staff confirm that a round is set aside."""
    if not has_role(person, *STAFF):
        return NOT_YOURS
    if not round_.aside_by_id:
        return NOBODY_PROPOSED
    if round_.aside_by_id == person.pk:
        return Refusal(_("You proposed it. A second person confirms it."))
    return _too_late_to_set_aside(round_)


def _too_late_to_set_aside(round_: Round) -> Refusal | None:
    """Say whether a round is not open or closed now, or the next step has followed from it."""
    phases = {sight.OPEN_IN[round_.kind], sight.COUNTED_IN[round_.kind]}
    if round_.set_aside_at or round_.call.phase not in phases:
        return Refusal(_("A round is set aside once it has opened, and before the next step follows from it."))
    if round_.kind == RoundKind.ASSESSMENT and sight.final_is_entered(round_):
        return Refusal(_("The shortlist is confirmed already. This round stays."))
    return None
