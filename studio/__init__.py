"""studio: see docs/tour.md."""
