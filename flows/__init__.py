"""flows: see docs/tour.md."""
