"""Turns through the REST channel of one real process that is watched: what it connects to, and a turn that fails."""
