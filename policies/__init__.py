"""policies: see docs/tour.md."""
