"""What stands beside a ranking at the terminal: agreed keys in JSON, sentences in the table."""

import json
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import call_command

from scoring.methods.measures import limits, others
from tests.scoring.methods.test_longfile import HEAD

WHOLE = HEAD + "".join(
    f"{juror},{dossier},{mark}\n"
    for dossier, marks in {"KABUL": "9 8 9", "LAHORE": "7 6 8", "BAKU": "4 4 2"}.items()
    for juror, mark in zip(("Aras", "Bela", "Cem"), marks.split(), strict=True)
)
BRIDGED = (
    HEAD
    + "Aras,KABUL,8\nBela,KABUL,6\nAras,LAHORE,9\nBela,LAHORE,7\nBela,BAKU,4\nCem,BAKU,5\nCem,PEKAN,5\nDara,PEKAN,3\n"
)


@pytest.fixture
def tally(tmp_path):
    """Count a text as a file and give what is printed."""

    def counted(content, *options):
        path, out = tmp_path / "marks.csv", StringIO()
        path.write_text(content)
        call_command("tally", str(path), *options, stdout=out)
        return out.getvalue()

    return counted


def beside(printed):
    lines = printed.splitlines()
    return lines[lines.index("Beside the ranking, and never instead of it:") + 1 :]


def test_json_when_the_panel_is_complete_tells_agreement_chances_and_other_winners(tally):
    told = json.loads(tally(WHOLE, "--json"))
    assert list(told["agreement"]) == ["krippendorff_alpha_interval", "icc_a_1", "icc_a_k", "kendall_w"]
    assert told["agreement"]["kendall_w"] == 1.0
    assert [line["spearman_rest"] for line in told["jurors"]] == [1.0, 1.0, 1.0]
    assert list(told["p_best"]) == ["KABUL", "LAHORE", "BAKU"]
    assert sum(told["p_best"].values()) == pytest.approx(1, abs=0.002)
    assert told["robustness"] == [
        {"juror": juror, "winners": ["KABUL"], "disconnects": False} for juror in ("Aras", "Bela", "Cem")
    ]
    assert told["winner_by_method"]["mean"] == ["KABUL"]
    assert told["not_ranked"] == []


def test_json_when_rows_come_in_another_order_or_spelling_is_the_same_text(tally):
    head, *rows = WHOLE.splitlines(keepends=True)
    respelled = head + "".join(row.replace("\n", ".0\n") for row in reversed(rows))
    assert sha256(tally(respelled, "--json").encode()).digest() == sha256(tally(WHOLE, "--json").encode()).digest()


def test_table_when_printed_ends_with_what_stands_beside(tally):
    agreement, orders, chances, robust, methods = beside(tally(WHOLE))
    assert agreement.startswith("Agreement: Krippendorff’s α (interval) 0.858, ICC(A,1) 0.888")
    assert agreement.endswith("Kendall’s W 1.000.")
    assert orders.endswith("(Spearman’s ρ): Aras 1.000, Bela 1.000, Cem 1.000.")
    assert chances.startswith("Chance to be truly the best: KABUL 0.9")
    assert robust == "Whichever juror is left out, the first rank stays with KABUL."
    assert "mean KABUL" in methods


def test_table_when_a_juror_holds_the_marks_together_says_so(tally):
    lines = beside(tally(BRIDGED))
    assert "Without Bela the marks could not be counted by this method." in lines
    assert "Agreement: Krippendorff’s α (interval) 0.606, ICC(A,1) -, ICC(A,k) -, Kendall’s W -." in lines


def test_table_when_another_would_win_without_a_juror_names_the_other(tally):
    printed = tally(HEAD + "Aras,KABUL,10\nBela,KABUL,5\nAras,LAHORE,6\nBela,LAHORE,8\n", "--method", "mean")
    assert "Without Aras the first rank goes to LAHORE." in beside(printed)
    assert not any(line.startswith("Without Bela") for line in beside(printed))


def test_table_when_no_noise_can_be_measured_says_that_chances_are_unknown(tally):
    printed = tally(HEAD + "Aras,KABUL,8\nAras,LAHORE,9\n")
    assert "How likely each dossier is the best cannot be told from these marks." in beside(printed)


def test_table_when_recounts_are_too_many_says_so(tally, monkeypatch):
    monkeypatch.setattr(others, "MOST_LEFT_OUT", 1)
    monkeypatch.setattr(others, "MOST_COMPARED", 1)
    assert beside(tally(WHOLE))[-2:] == [
        "There are too many ballots to count again without each juror.",
        "There are too many dossiers to count by every other method.",
    ]


def test_file_when_too_large_for_measures_is_counted_and_has_none(tally, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BALLOTS", 8)
    told = json.loads(tally(WHOLE, "--json"))
    assert [line["rank"] for line in told["standings"]] == [1, 2, 3]
    assert set(told["agreement"].values()) == {None}
    assert (told["p_best"], told["robustness"], told["winner_by_method"]) == (None, None, None)
    assert tally(WHOLE).splitlines()[-1].startswith("Agreement, chances and recounts are worked out for at most")
