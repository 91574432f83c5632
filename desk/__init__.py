"""desk: see docs/tour.md."""
