"""The preview's server, which `preview.py` starts and starts again: _serve.py HOST PORT URL CATALOGUE SITE_DIR.

It is MkDocs' own development server with one difference: a build that fails becomes a page that says why,
where MkDocs lets every request wait for the repair. It ends when its standard input closes, which on every
system also happens when its parent dies.
"""

from __future__ import annotations

import _thread
import html
import logging
import signal
import sys
import threading
import time
import traceback
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils import clean_directory

from _command import PROJECT, complain, say
from _mkdocs import configuration, errors_logged, log_calmly

PROBLEM_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width">
<title>The preview needs a repair</title>
<style>
  :root { color-scheme: light dark }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid }
</style>
<h1>The preview needs a repair</h1>
<p>The site could not be built. Repair the cause and save: the page then returns by itself.</p>
<pre>$reason</pre>
</html>
"""


class Preview:
    """One catalogue's site: built now and after every change, and served."""

    def __init__(self, *, host: str, port: int, url: str, catalogue: Path, site_dir: Path) -> None:
        self.url = url
        self.catalogue = catalogue
        self.site_dir = site_dir
        self.server = LiveReloadServer(builder=self.build, host=host, port=port, root=str(site_dir))
        self.server.error_handler = self.error_page
        self.problem: bytes | None = None
        self.config: MkDocsConfig | None = None
        """The first configuration that could be used: MkDocs starts its plugins once for a server."""
        self.is_introduced = False

    def serve(self) -> None:
        """Build, serve, and build again after each change, until interrupted."""
        try:
            self.build()
            self.watch(self.catalogue, PROJECT / "overrides")
            self.server.serve()
        finally:
            self.server.shutdown()
            if self.config:
                self.config.plugins.on_shutdown()

    def watch(self, *paths: Path) -> None:
        """Build again when something changes there."""
        for path in paths:
            if path.exists():
                self.server.watch(str(path))

    def build(self) -> None:
        """Build the site, or the page that says why there is none; never raises what a repair could cure."""
        started = time.monotonic()
        with errors_logged() as errors:
            try:
                self.build_site()
            except MkDocsException as error:
                complain(f"error: {error}")
                self.show_problem(*errors, str(error))
            except Exception as error:
                traceback.print_exc()
                self.show_problem(*errors, described(error))
            else:
                self.problem = None
                say(f"built in {time.monotonic() - started:.2f} s")

    def build_site(self) -> None:
        """Build with mkdocs.yml as it is now; at the first time also do what MkDocs does once for a server."""
        # Served from the root of the host, wherever the site is published; and always shown, even with warnings.
        config = configuration(self.catalogue, self.site_dir, site_url=self.url, strict=False)
        if self.config is None:
            self.config = config
            config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=self.url)
        if not self.is_introduced:
            self.is_introduced = True
            self.watch(*map(Path, config.watch))
            config.plugins.on_serve(self.server, config=config, builder=self.build)

    def show_problem(self, *reasons: str) -> None:
        """Answer every request with the page of the problem until a build succeeds."""
        complain("the site could not be built; the preview says why until that is repaired")
        clean_directory(str(self.site_dir))
        text = html.escape("\n".join(reasons))
        self.problem = PROBLEM_PAGE.replace("$reason", text).encode()

    def error_page(self, status: int) -> bytes | None:
        """What a request for a missing page gets: the problem, or the site's own page."""
        own = self.site_dir / f"{status}.html"
        return self.problem or (own.read_bytes() if own.is_file() else None)


def described(error: Exception) -> str:
    """What a defect in a hook or a template is, and where."""
    what = "".join(traceback.format_exception_only(error))
    if isinstance(error, SyntaxError):
        return what  # names its place itself
    file, line, *_ = traceback.extract_tb(error.__traceback__)[-1]
    return f"{what}in {file}, line {line}"


def end_with_standard_input() -> None:
    """Interrupt the server once its parent closes the pipe or dies."""
    sys.stdin.buffer.read()
    _thread.interrupt_main()


def main(host: str, port: str, url: str, catalogue: str, site_dir: str) -> None:
    """Serve until standard input closes."""
    # A shell's background job inherits a SIGINT that is ignored, and `interrupt_main` needs it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    log_calmly()
    # Otherwise each missing file that a browser asks for is a warning, and so is the page of a problem.
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    try:
        threading.Thread(target=end_with_standard_input, daemon=True).start()
        Preview(host=host, port=int(port), url=url, catalogue=Path(catalogue), site_dir=Path(site_dir)).serve()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
