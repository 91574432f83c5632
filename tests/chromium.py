"""Finds the machine's own Chromium, which Playwright drives for tests and pictures; nothing is downloaded."""

import os
import shutil
from pathlib import Path

# The same names, in the same order, as in scripts/prepare-tests.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# Chromium refuses its sandbox to root, and a container's /dev/shm is often too small for it.
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage")


def find() -> str | None:
    """The path for Playwright's `executable_path`: $ZHANGBAN_CHROMIUM, or the first one on PATH, or None."""
    if named := os.environ.get("ZHANGBAN_CHROMIUM"):
        return named if os.access(named, os.X_OK) else None
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (MAC if Path(MAC).exists() else None)
