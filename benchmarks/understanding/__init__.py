"""Our reader and Rasa's side by side: the same sentences to learn from, the same to be tried on."""
