"""Tests, readable by an editor: conversations, situations, examples, whole processes, and the house rules."""
