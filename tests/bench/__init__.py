"""Figures: statements, rows, CPU and bytes of the pages that matter, at 200 and at 5,000 nominations."""
