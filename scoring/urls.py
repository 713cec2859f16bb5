"""The addresses of scoring: fixed words first, then what hangs on a cycle, a call and a round.

Each group is a list of its own; add yours below and name it in `urlpatterns`.
"""

from django.urls import URLPattern, path

from jury.converters import ROUND
from nominations.converters import CALL, CYCLE

from .views import (
    ballots,
    board,
    corrections,
    desk,
    explaining,
    exporting,
    integrity,
    public,
    ranking,
    results,
    rounds,
    rules,
    sealed,
    shortlist,
    whatif,
)

app_name = "scoring"

PUBLIC = [
    path("", public.Home.as_view(), name="home"),
    path("laureates/", public.Laureates.as_view(), name="laureates"),
    path("verify_result.py", sealed.VerifyResult.as_view(), name="verify_result"),
    path("about/<slug:page>/", public.Page.as_view(), name="page"),
    *(
        path(f"help/{each.name}/", explaining.HowMarksCount.as_view(topic=each), name=f"help_{each.name}")
        for each in (explaining.FOR_EVERYBODY, explaining.FOR_JURORS)
    ),
    path(f"{CYCLE}laureates/", public.CycleLaureates.as_view(), name="cycle_laureates"),
    path(CALL, public.CallPage.as_view(), name="call"),
]

BALLOT = f"{ROUND}ballots/<uuid:dossier>/"

BALLOTS = [
    path("desk/", desk.Desk.as_view(), name="desk"),
    path(BALLOT, ballots.BallotPage.as_view(), name="ballot"),
    path(f"{BALLOT}mark/", ballots.Save.as_view(), name="mark"),
    path(f"{BALLOT}cast/", ballots.Cast.as_view(), name="cast"),
    path(f"{BALLOT}abstain/", ballots.Abstain.as_view(), name="abstain"),
    path(f"{BALLOT}reopen/", ballots.Reopen.as_view(), name="reopen"),
]

RANKING = f"{ROUND}ballots/ranking/"

RANKINGS = [
    path(RANKING, ranking.RankingPage.as_view(), name="ranking"),
    path(f"{RANKING}rank/", ranking.SaveRanking.as_view(), name="rank"),
    path(f"{RANKING}cast/", ranking.CastRanking.as_view(), name="cast_ranking"),
    path(f"{RANKING}reopen/", ranking.ReopenRanking.as_view(), name="reopen_ranking"),
]

RULES = [
    path(f"{CALL}integrity/", integrity.IntegrityPage.as_view(), name="integrity"),
    path(f"{CALL}integrity/<round:round>/rules.json", integrity.FrozenRules.as_view(), name="frozen_rules"),
    path(f"{ROUND}rules/", rules.RulesPage.as_view(), name="rules"),
    path(f"{ROUND}rules/set-aside/", rules.ProposeAside.as_view(), name="propose_aside"),
    path(f"{ROUND}rules/set-aside/confirm/", rules.ConfirmAside.as_view(), name="confirm_aside"),
    path(f"{ROUND}rules/set-aside/withdraw/", rules.WithdrawAside.as_view(), name="withdraw_aside"),
    path(f"{ROUND}rules/rubric/", rules.RubricPage.as_view(), name="rubric"),
]

ROUNDS = [
    path(f"{ROUND}opening/", rounds.Opening.as_view(), name="opening"),
    path(f"{ROUND}progress/", rounds.Progress.as_view(), name="progress"),
    path(f"{ROUND}result/", results.Result.as_view(), name="result"),
    path(f"{ROUND}result/what-if/", whatif.WhatIf.as_view(), name="what_if"),
    path(f"{ROUND}result/paper.pdf", whatif.ResultPaper.as_view(), name="result_paper"),
    path(f"{ROUND}result/tally/", results.TakeTally.as_view(), name="take_tally"),
    path(f"{ROUND}result/recount/", results.Recount.as_view(), name="recount"),
    path(f"{ROUND}result/tie/", results.DecideTie.as_view(), name="decide_tie"),
    path(f"{ROUND}result/dossier.json", sealed.ResultDossier.as_view(), name="result_dossier"),
    path(f"{ROUND}result/salts/", sealed.TakeSalts.as_view(), name="take_salts"),
    path(f"{ROUND}result/counts/<int:number>/", corrections.ReadCount.as_view(), name="read_count"),
    path(f"{ROUND}result/correction/", corrections.ProposeCorrection.as_view(), name="propose_correction"),
    path(f"{ROUND}result/correction/confirm/", corrections.ConfirmCorrection.as_view(), name="confirm_correction"),
    path(f"{ROUND}result/correction/withdraw/", corrections.WithdrawCorrection.as_view(), name="withdraw_correction"),
    path(f"{ROUND}result/vote/", shortlist.ShortlistVotePage.as_view(), name="shortlist_vote"),
    path(f"{ROUND}result/shortlist/", results.ConfirmShortlist.as_view(), name="confirm_shortlist"),
]

TABLES = [
    *(
        path(f"{ROUND}ballots.{kind}", exporting.ExportBallots.as_view(), {"kind": kind}, "export_ballots")
        for kind in ("csv", "xlsx")
    ),
    *(
        path(f"{ROUND}ballots/sheet.{kind}", exporting.OwnSheet.as_view(), {"kind": kind}, "own_sheet")
        for kind in ("csv", "xlsx")
    ),
    path(f"{ROUND}ballots/import/", exporting.ImportSheet.as_view(), name="import_ballots"),
]

BOARD = [
    path(f"{CALL}ratification/", board.BoardsPaper.as_view(), name="ratification"),
    path(f"{CALL}announcement/", board.Moment.as_view(), name="announcement"),
    path(f"{CALL}announcement/confirm/", board.ConfirmMoment.as_view(), name="confirm_moment"),
    path(f"{CALL}announcement/hold/", board.Hold.as_view(), name="hold"),
]

urlpatterns: list[URLPattern] = [*PUBLIC, *BALLOTS, *RANKINGS, *RULES, *ROUNDS, *TABLES, *BOARD]
