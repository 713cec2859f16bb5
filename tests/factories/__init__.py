"""Test data: small functions that make whole, valid rows. Nothing here fakes our own code."""
