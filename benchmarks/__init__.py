"""How fast and how large the program is, as ratios against named floors measured in the same run."""
