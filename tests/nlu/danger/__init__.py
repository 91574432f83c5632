"""Danger and what only sounds like it, on sentences that were never learnt from."""
