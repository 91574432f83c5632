"""nlu: see docs/tour.md."""
