"""The decisions in the navigation, in their order: a new one is one new file (a hook of mkdocs)."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

SECTION = "Decisions"  # the entry of mkdocs.yml that is filled


def decisions(folder: Path) -> list[dict[str, str]]:
    """Title and path of each decision; the title is its first line without the number."""
    found = sorted((folder / "decisions").glob("*.md"))
    titles = [path.read_text(encoding="utf-8").splitlines()[0].partition(". ")[2] for path in found]
    return [{title: f"decisions/{path.name}"} for title, path in zip(titles, found, strict=True)]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill the section of decisions."""
    for entry in config.nav or []:
        if SECTION in entry:
            entry[SECTION] = decisions(Path(config.docs_dir))
    return config
