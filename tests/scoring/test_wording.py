"""What the counting found reads as sentences, with every number in them."""

from scoring import wording
from scoring.methods import faults, refusals
from scoring.methods.counting import count
from scoring.methods.graph import Island, SeparateIslands
from scoring.methods.standings import NotRanked
from tests.scoring.methods.juries import ONE, columns


def told(ballots, **rules):
    (trace,) = count(ballots, method="calibrated", weights=ONE, **rules).ties
    return wording.tie(trace)


def test_refusal_when_worded_says_the_sentence_with_its_facts():
    refusal = refusals.DuplicateBallot(juror="100%", dossier="KABUL")
    assert wording.refused(refusal) == "100% has two ballots on KABUL. Keep the one that counts."


def test_refusal_when_a_line_is_at_fault_names_it():
    refusal = refusals.BadRow(faults.EMPTY, line=7, column="juror")
    assert wording.refused(refusal) == "Line 7: the column “juror” is empty. Fill it in, or take the row out."


def test_islands_when_worded_name_everybody():
    refusal = SeparateIslands([Island(("Aras", "Bela"), ("KABUL",)), Island(("Cem",), ("BAKU", "PEKAN"))])
    assert "group 1: jurors Aras, Bela, dossiers KABUL; group 2: jurors Cem, dossiers BAKU, PEKAN" in wording.refused(
        refusal
    )


def test_tie_when_decided_tells_every_rung():
    circle = columns(KABUL="3 1 2", LAHORE="2 3 1", BAKU="1 2 3")
    assert told(circle, decision=("LAHORE", "BAKU", "KABUL")) == [
        "BAKU, KABUL, LAHORE have exactly the same score, at rank 1.",
        "Calibrated score on mark: BAKU 2.000000, KABUL 2.000000, LAHORE 2.000000. Still tied.",
        "Duels won less duels lost, among jurors who marked both: BAKU 0, KABUL 0, LAHORE 0. Still tied.",
        "Spread of the scores, the smaller first: BAKU 1.000000, KABUL 1.000000, LAHORE 1.000000. Still tied.",
        "Place in the recorded decision: BAKU 2, KABUL 3, LAHORE 1. So: LAHORE before BAKU before KABUL.",
        "The tie is resolved.",
    ]


def test_tie_when_it_stands_asks_for_a_decision():
    *_, spread, ending = told(columns(KABUL="4", LAHORE="4"))
    assert spread == "Spread of the scores, the smaller first: this cannot compare KABUL, LAHORE."
    assert ending == "The tie stands. Record a decision: a vote, the chair's, or that the prize is shared."


def test_not_ranked_when_below_the_quorum_gives_the_number():
    assert wording.not_ranked(NotRanked("KABUL", 1, "below_quorum")) == (
        "KABUL is not ranked: it has 1 ballot, fewer than the quorum."
    )
    assert "2 ballots" in wording.not_ranked(NotRanked("KABUL", 2, "below_quorum"))
    assert "too few to drop" in wording.not_ranked(NotRanked("KABUL", 2, "too_few_to_trim"))
    assert wording.not_ranked(NotRanked("KABUL", 2, "other")) == "KABUL is not ranked: this method cannot score it."


def test_tie_when_parted_by_medians_says_how_many_were_taken_out():
    (trace,) = count(columns(KABUL="7 8 9", LAHORE="6 8 9"), method="majority_judgment", weights=ONE).ties
    assert wording.tie(trace)[1] == (
        "Median grade once 1/3 of the ballots, the medians, are taken out: KABUL 7.000000, LAHORE 6.000000. "
        "So: KABUL before LAHORE."
    )


def test_tie_when_a_page_tells_it_names_criteria_and_keeps_every_name_apart():
    (trace,) = count(columns(KABUL="8 8", LAHORE="8 8"), method="mean", weights=ONE, ladder=("criterion",)).ties
    opening, step, _ending = wording.tie(trace, {"mark": "Wirkung"})
    assert opening.startswith("\u2068KABUL\u2069, \u2068LAHORE\u2069 have")
    assert (
        "Calibrated score on “\u2068Wirkung\u2069”: \u2068KABUL\u00a08.000000\u2069, \u2068LAHORE\u00a08.000000\u2069."
        in step
    )
