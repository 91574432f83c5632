"""A real Chromium, a real server: what a resident and a caseworker see and do."""
