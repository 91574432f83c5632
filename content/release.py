"""A release: the libraries' files at one moment, named by their content.

The same files always have the same digest, whoever released them and when; a release never changes.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LIBRARIES = ("nlu/library", "policies/library", "flows/library")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The text of every library file by its path (`policies/library/gaoling.yml`), under a 16-character
    digest.
    """

    digest: str
    files: Mapping[str, str]

    def under(self, folder: str) -> Mapping[str, str]:
        """Return the files below one folder, by path."""
        return {path: text for path, text in self.files.items() if path.startswith(folder.rstrip("/") + "/")}


def of_files(files: Mapping[str, str]) -> Release:
    """Name a set of library files by their content."""
    ordered = dict(sorted(files.items()))
    return Release(digest=hashlib.sha256(_packed(ordered)).hexdigest()[:16], files=ordered)


def of_folder(root: Path) -> Release:
    """Read the libraries below a project folder; raises UnicodeDecodeError for a file that is not UTF-8."""
    found = (path for library in LIBRARIES for path in (root / library).rglob("*.yml"))
    return of_files({path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found})


def pack(release: Release) -> bytes:
    """Return the release as bytes to store."""
    return zlib.compress(_packed(release.files), 6)


def unpack(packed: bytes) -> Release:
    """Return the release that `pack` made; its digest is computed anew: a changed copy has another name."""
    files = json.loads(zlib.decompress(packed))
    return of_files({str(path): str(text) for path, text in files.items()})


def differences(before: Release, after: Release) -> tuple[tuple[str, str], ...]:
    """Return what differs between two releases, in the order of the files: `new`, `gone` or `changed`, and the path."""
    paths = sorted({*before.files, *after.files})
    return tuple(
        ("new" if path not in before.files else "gone" if path not in after.files else "changed", path)
        for path in paths
        if before.files.get(path) != after.files.get(path)
    )


def _packed(files: Mapping[str, str]) -> bytes:
    return json.dumps(dict(files), ensure_ascii=False, sort_keys=True).encode()
