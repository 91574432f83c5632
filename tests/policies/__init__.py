"""Situations: a household, a place, a day, and what is due to it and why, written for editors."""
