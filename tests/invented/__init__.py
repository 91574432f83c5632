"""A benefit that does not exist, to prove that a new one needs files and no line of code."""
