"""Train a library in a process of its own, as the program does."""

import subprocess
import sys
from pathlib import Path


def trained(root: Path, folder: Path) -> Path:
    """Return the path of the model trained on the libraries below `root`."""
    command = [sys.executable, "-m", "nlu.train", str(root), str(folder)]
    home = Path(__file__).parent.parent.parent
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())
