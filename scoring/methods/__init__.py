"""The pure counting: ballots and published rules in, standings with their working out.

Nothing here knows of Django, of the database or of the clock. Read in the order of the work:
ballots, checking, sheet, graph, the methods (mean, calibrated, trimmed with median, robust, zscore, borda, schulze,
majority_judgment), ranking, ties, counting, and result.
What stands beside a result is in measures.
"""
