"""One module for each kind of value; all look at characters, never at words, and know nothing of each other."""
