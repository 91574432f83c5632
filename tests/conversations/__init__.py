"""Conversations as tests, one file each, by the trouble they show."""
