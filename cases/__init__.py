"""cases: see docs/tour.md."""
