"""Understanding that runs elsewhere, behind the same `analyse` as our own."""
