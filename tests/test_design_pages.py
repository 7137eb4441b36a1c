"""Every Python block of docs/design runs and prints what the page says, and every step has its page."""

from pathlib import Path

import pytest

from tests.documents import ROOT, run_document

FOLDER = ROOT / "docs" / "design"
PAGES = sorted(FOLDER.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_blocks_do_what_the_page_says(page: Path) -> None:
    assert run_document(page) > 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [part.split(")")[0].split("#")[0] for part in page.read_text(encoding="utf-8").split("](")[1:]]
    assert all((page.parent / target).exists() for target in targets)


def test_index_links_to_every_page() -> None:
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.name != "index.md" and f"]({page.name})" not in index] == []
