"""What stands beside a ranking and never instead of it: how far jurors agree, and how sure the result is.

Figures without thresholds and without a verdict. Nothing here moves a rank; `None` is said where a figure is
undefined, or where a table is larger than `limits` allows.
"""
