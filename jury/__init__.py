"""Who may judge what: panels, seats, conflicts of interest, rounds, assignment, deliberation."""
