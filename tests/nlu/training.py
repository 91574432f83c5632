"""What a library teaches: its sentences, and the model trained on them in a process of its own, as by the program."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from nlu.text import letters_only


def trained(root: Path, folder: Path) -> Path:
    """Return the path of the model trained on the libraries below `root`."""
    command = [sys.executable, "-m", "nlu.train", str(root), str(folder)]
    home = Path(__file__).parent.parent.parent
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def letters_learnt(files: Mapping[str, str]) -> set[str]:
    """The letters of every sentence under training/, without the marks of its values."""
    lines = [line for path, text in files.items() if "/training/" in path for line in text.splitlines()]
    bare = [re.sub(r"\[([^\]]+)\](\{[^}]*\}|\([^)]*\))", r"\1", line) for line in lines]
    return {letters_only(line.strip()[2:]) for line in bare if line.strip().startswith("- ")}
