"""Every Python block of docs/, of the examples' page and of CONTRIBUTING runs and prints what the page says."""

from pathlib import Path

import pytest

from tests.documents import ROOT, run_document, skip_without_needs

PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "examples" / "README.md", ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_blocks_do_what_the_page_says(page: Path) -> None:
    skip_without_needs(page)
    run_document(page)


def test_some_page_has_blocks() -> None:
    assert sum("```python" in page.read_text(encoding="utf-8") for page in PAGES) >= 2


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [part.split(")")[0].split("#")[0] for part in text.split("](")[1:]]
    missing = [target for target in targets if target and "://" not in target and not (page.parent / target).exists()]
    assert not missing
