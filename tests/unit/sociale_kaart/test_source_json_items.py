"""Large JSON files record by record: nothing is lost after a bad one, and memory stays small."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociale_kaart.reading import ReadError, json_items
from sociale_kaart.reading.json_items import json_lines


def items(folder: Path, content: str | bytes, lists: tuple[str, ...] = ()) -> list[Any]:
    path = folder / "x.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [item.error or item.value for item in json_items.json_items(path, lists)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("[]", []),
        (" [ 1 , 2 ] ", [1, 2]),
        ('\ufeff[{"a": "]"}]', [{"a": "]"}]),
        ('{"a": 1, "b": [2]}', [{"a": 1, "b": [2]}]),
        ('{"total": 2, "contents": [{"a": 1}, {"a": 2}], "last": true}', [{"a": 1}, {"a": 2}]),
        ('{"contents": [], "x": {"contents": [3]}}', []),
        ('{"contents": null}', [{"contents": None}]),
        ('["line\nbreak"]', ["line\nbreak"]),
    ],
)
def test_lists_pages_and_single_objects(tmp_path: Path, content: str, found: list[Any]) -> None:
    assert items(tmp_path, content, ("contents",)) == found


BAD = ["{bad}", '{"a": }', "{'a': 1}", "tru", '{"a": [1,}', "[" * 50_000 + "]" * 50_000]


@pytest.mark.parametrize("bad", BAD)
def test_after_a_record_that_is_no_json_the_others_still_come(tmp_path: Path, bad: str) -> None:
    content = f'[{{"n": 1}}, {bad}, {{"n": 2}}]'
    if bad == '{"a": [1,}':  # its brackets never close, so nobody can say where it ends
        with pytest.raises(ReadError):
            items(tmp_path, content)
        return
    first, error, second = items(tmp_path, content)
    assert (first, second) == ({"n": 1}, {"n": 2})
    assert error.startswith("not JSON") or error == "nested too deep"


@pytest.mark.parametrize(
    "content", ["", " ", "x", '"text"', "[1", "[1,", '{"a"', '{"a": 1', '[{"a": "x']
)
def test_a_file_that_ends_too_early_is_an_error(tmp_path: Path, content: str) -> None:
    with pytest.raises(ReadError, match=r"x\.json"):
        items(tmp_path, content)


def test_bytes_that_are_no_text_are_an_error_or_a_text(tmp_path: Path) -> None:
    assert items(tmp_path, b'["caf\xe9"]') == ["caf\ufffd"]
    with pytest.raises(ReadError):
        items(tmp_path, b"\x00\xff\xfe")


def test_a_record_without_an_end_stops_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_items, "LONGEST_ITEM", 1000)
    with pytest.raises(ReadError, match="longer than 1000"):
        items(tmp_path, '["' + "x" * 2_000_000)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    ),
    st.integers(1, 40),
)
def test_the_same_as_the_library_reads_at_any_size_of_chunk(value: Any, chunk: int) -> None:
    """Wherever a chunk ends, also in a number, an escape or a text, the value is the same."""
    content = json.dumps([value, value])

    class Slow:
        at = 0

        def read(self, _size: int) -> str:
            self.at += chunk
            return content[self.at - chunk : self.at]

    reader = json_items._Reader(Slow(), "x")  # type: ignore[arg-type]
    assert [item.value for item in json_items._list(reader)] == json.loads(content)


def test_a_file_of_40_mb_takes_a_few(tmp_path: Path) -> None:
    path, record = tmp_path / "large.json", json.dumps({"name": "Huis", "text": "x" * 4000})
    with path.open("w") as stream:
        stream.write("[" + record)
        for _ in range(9_999):
            stream.write("," + record)
        stream.write("]")
    tracemalloc.start()
    count = sum(1 for _ in json_items.json_items(path))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert most < 8_000_000


def test_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_items, "LONGEST_LINE", 50)
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": 1}\n\n' + "x" * 500 + '\n{"a": 2}\nno\n' + "9" * 49 + '\n{"a": 3}')
    found = [(item.number, item.error or item.value) for item in json_lines(path)]
    assert found[0] == (1, {"a": 1})
    assert found[1] == (3, "longer than 50 characters")
    assert found[2] == (4, {"a": 2})
    assert found[3][0] == 5 and str(found[3][1]).startswith("not JSON")
    assert found[-1] == (7, {"a": 3})
