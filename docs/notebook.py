"""The notebook of the sample corpus as a page of the site, with what it showed when it was run (a hook of mkdocs)."""

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from nbformat import NotebookNode

NOTEBOOK = Path(__file__).parent.parent / "examples" / "sample.ipynb"
HEAD = "---\nhide: [toc]\n---\n\n"  # what it shows is wide


def notebook_page() -> str:
    """The cells one after the other: prose as it is, code, and its output as HTML."""
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    return HEAD + "\n\n".join(part for cell in cells for part in _parts(cell)) + "\n"


def _parts(cell: NotebookNode) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield cell.source
        return
    yield f"```python\n{cell.source}\n```"
    for output in cell.outputs:
        shown = output.get("data", {})
        yield f'<div class="shown">{shown.get("text/html") or _plain(shown.get("text/plain", ""))}</div>'


def _plain(text: str) -> str:
    return f"<pre><code>{escape(text)}</code></pre>"


PAGES: dict[str, Callable[[], str]] = {"start/notebook.md": notebook_page}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to those of the folder."""
    for path, write in PAGES.items():
        files.append(File.generated(config, path, content=write()))
    return files
