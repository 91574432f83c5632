"""Print the names of benefits as a jieba user dictionary; runs in Rasa's own environment."""

import sys
from pathlib import Path

import yaml

library = Path(sys.argv[1])
lists = list(yaml.safe_load((library / "benefits.yml").read_text("utf-8"))["benefits"].values())
lists += [yaml.safe_load(path.read_text("utf-8")) for path in sorted((library / "benefits").glob("*.yml"))]
for word in sorted({str(word) for entry in lists for word in entry["names"]}):
    print(word, 100)
