"""Runs the browser modules' own tests with Node, so that one command runs everything."""

import os
import subprocess
from pathlib import Path

from search_data import search_data

HERE = Path(__file__).parent


def test_the_pure_modules_of_the_browser_pass_their_tests_in_node(tmp_path):
    node = os.environ.get("SHOWROOM_NODE")
    assert node, "no Node: run `python3 scripts/test.py`, which brings one, or set SHOWROOM_NODE"
    data = tmp_path / "search.json"
    data.write_text(search_data(), "utf-8")
    files = sorted(str(file) for file in HERE.glob("*.test.mjs"))
    # All in one process: another for each file takes four times as long.
    command = [node, "--test", "--test-isolation=none", "--test-reporter=spec", *files]
    variables = {**os.environ, "SHOWROOM_SEARCH": str(data)}
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, env=variables)
    assert run.returncode == 0, run.stdout + run.stderr
