"""Forms of the jury: they check shape, the stages decide."""
