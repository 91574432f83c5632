"""channels: see docs/tour.md."""
