"""Understanding: held-out sentences, by kind, and what is asked of them."""
