"""What the browser's search is tested with: the index of the project's own catalogue, and what the build makes of words."""

import json
import re
from pathlib import Path

import yaml
from showroom.expand import expand
from showroom.load import load
from showroom.search import MANIFEST_URI, search_index, stem, tokens_of
from showroom.slugs import fold

PROJECT = Path(__file__).resolve().parents[1]
CASES = PROJECT / "tests/cases"


def search_data() -> str:
    """`files` (name → shard or manifest), `slugs` by ordinal, `stems`, `words` of odd texts, and `needs`, as JSON."""
    catalogue = expand(load(PROJECT / "catalogue"))
    vocabulary = sorted({word for solution in catalogue.solutions for word in tokens_of(solution)})
    folder = MANIFEST_URI.removesuffix("manifest.json")
    return json.dumps({
        "files": {uri.removeprefix(folder): json.loads(text) for uri, text in search_index(catalogue).items()},
        "slugs": [solution.slug for solution in catalogue.solutions],
        "stems": {word: stem(word) for word in vocabulary},
        "words": [
            (text, re.findall(r"[^\W_]+", fold(text)))
            for text, _ in json.loads((CASES / "fold.json").read_text("utf-8"))
        ],
        "needs": yaml.safe_load((CASES / "search-needs.yml").read_text("utf-8")),
    })  # fmt: skip
