"""What they said and what it comes to: rubric, ballots, tally, ratification, announcement."""
