"""A kept source is the source, and is read anew when its text has changed."""

import tiny

from grader import parsed
from grader.parsed import parsed_sources
from grader.source import read_source


def test_a_kept_source_is_the_one_that_was_read(tmp_path, monkeypatch):
    tiny.write(tmp_path)
    read = parsed_sources(tmp_path, "week9", tmp_path)
    monkeypatch.setattr(parsed, "read_cells", None)  # it is not to be parsed again
    assert parsed_sources(tmp_path, "week9", tmp_path) == read
    assert read["tiny"] == read_source(tmp_path / "week9" / "tiny.py")


def test_an_edited_source_is_read_anew(tmp_path):
    tiny.write(tmp_path)
    parsed_sources(tmp_path, "week9", tmp_path)
    tiny.write(tmp_path, tiny.edited(tiny.SOURCE, "np.arange(3)", "np.arange(4)"))
    again = parsed_sources(tmp_path, "week9", tmp_path)
    assert any("np.arange(4)" in cell.text for cell in again["tiny"].cells)


def test_a_damaged_copy_is_replaced(tmp_path):
    tiny.write(tmp_path)
    read = parsed_sources(tmp_path, "week9", tmp_path)
    (kept,) = (tmp_path / parsed.FOLDER).glob("*.json")
    kept.write_text(kept.read_text()[:100])
    assert parsed_sources(tmp_path, "week9", tmp_path) == read
