"""A build hook of hatchling: the wheel and the sdist carry the page of `dragoman serve`, which is built from web/."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("src/**/*", "*.json", "*.ts", "*.html")  # of the page, below web/


class PageHook(BuildHookInterface):
    """Takes the page that is built already, and builds it where it is missing or older than its sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface
        """Make sure that the page is there.

        Where it has to be built and npm is missing, an older page is taken with a warning; without one the build stops.
        """
        if version == "editable":
            return  # it works on the sources, where `make page` builds it
        root = Path(self.root)
        page, web = root / "src" / "dragoman" / "page.html", root / "web"
        built = page.stat().st_mtime if page.is_file() else None
        sources = [path for pattern in SOURCES for path in web.glob(pattern) if path.is_file()]
        if built is not None and all(path.stat().st_mtime <= built for path in sources):
            return
        if sources and shutil.which("npm"):
            done = subprocess.run([sys.executable, str(web / "build.py")], check=False)  # noqa: S603 - our own script
            if done.returncode:
                self.app.abort(
                    "The page could not be built (see above). Mend that, or run `make page`, then build again."
                )
        elif built is not None:
            self.app.display_warning(
                "src/dragoman/page.html is older than web/, and npm is missing: it is taken as it is."
            )
        else:
            self.app.abort(
                "src/dragoman/page.html is missing, and so is npm. Install Node.js 20.19 or later, or run `make page`."
            )
