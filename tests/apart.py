"""A process for hostile input: it does one thing at a time in a child with limits, and tells what that took.

Run by test_hostile_files.py. Each line of input is a request as JSON, `{"check": folder}` or `{"prose": text}`; each
line of output is the answer. A child that is killed, by a limit or a crash, answers too: `{"died": status}`.
"""

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

SECONDS = 10
"""Until a child is killed: far more than is allowed, so that a test can tell how much it was."""

ADDRESS_SPACE = 1 << 30
"""Bytes; a bomb shall not take the machine down with the test."""


def answer(request: dict[str, str]) -> dict[str, object]:
    """What was asked for, with the CPU seconds and the megabytes that it took."""
    from showroom.build import check
    from showroom.render.prose import prose

    start = time.process_time()
    if "prose" in request:
        done: dict[str, object] = {"html": prose(request["prose"])}
    else:
        checked = check(Path(request["check"]))
        done = {
            "report": checked.report.one_lines(),
            "severities": [str(finding.severity) for finding in checked.report],
            "helps": [finding.help for finding in checked.report],
            "text": checked.text(*checked.report),
        }
    # Linux counts kilobytes, macOS bytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
    return done | {"seconds": time.process_time() - start, "megabytes": memory}


def main() -> None:
    """Answers each request in a child of its own; what is imported here, a child need not import again."""
    import showroom.build  # noqa: F401

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
            signal.alarm(SECONDS)
            print(json.dumps(answer(json.loads(line))), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            print(json.dumps({"died": status}), flush=True)


if __name__ == "__main__":
    main()
