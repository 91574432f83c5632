"""bot: see docs/tour.md."""
