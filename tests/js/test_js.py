"""Runs the browser modules' own tests with Node, so that one command runs everything."""

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def test_the_pure_modules_of_the_browser_pass_their_tests_in_node():
    node = os.environ.get("SHOWROOM_NODE") or shutil.which("node")
    assert node, "no Node: run `python3 scripts/test.py`, which brings one, or set SHOWROOM_NODE"
    files = sorted(str(file) for file in HERE.glob("*.test.mjs"))
    run = subprocess.run([node, "--test", "--test-reporter=spec", *files], capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
