"""content: see docs/tour.md."""
