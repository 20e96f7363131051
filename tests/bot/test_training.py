"""Training when needed, only then, and never half."""

import shutil
import subprocess
import sys

import pytest


@pytest.fixture
def sources(root, tmp_path):
    """A copy of what a model is made from."""
    from nlu.runtime.train import source_files

    for path in source_files():
        target = tmp_path / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


def test_a_fresh_model_is_not_made_again(root, tmp_path):
    from nlu.runtime import train

    # The sources may be edited while tests run, so freshness is judged on a folder of our own.
    (tmp_path / "wegwijs.tar.gz").write_bytes(b"as it was")
    (tmp_path / "wegwijs.fingerprint").write_text(train.fingerprint(root), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "nlu.runtime.train", "--models", str(tmp_path)],
        cwd=root,
        capture_output=True,
        timeout=20,
    )
    assert run.returncode == 0
    assert b"up to date" in run.stderr
    assert (tmp_path / "wegwijs.tar.gz").read_bytes() == b"as it was"


@pytest.mark.parametrize(
    "changed",
    ["bot/config.yml", "bot/rules/needs.yml", "nlu/nl/needs.yml", "locales/nl/words.yml"],
)
def test_any_changed_source_makes_the_model_stale(sources, changed):
    from nlu.runtime.train import fingerprint

    before = fingerprint(sources)
    with (sources / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert fingerprint(sources) != before


def test_a_new_language_makes_the_model_stale(sources):
    from nlu.runtime.train import fingerprint

    before = fingerprint(sources)
    (sources / "nlu" / "zz").mkdir()
    (sources / "nlu" / "zz" / "needs.yml").write_text("nlu: []\n", encoding="utf-8")
    assert fingerprint(sources) != before


def test_a_model_without_its_fingerprint_is_not_trusted(tmp_path):
    from nlu.runtime import train

    (tmp_path / "wegwijs.tar.gz").write_bytes(b"half a model")
    assert not train.is_fresh(tmp_path, "abc")
    (tmp_path / "wegwijs.fingerprint").write_text("other", encoding="utf-8")
    assert not train.is_fresh(tmp_path, "abc")


def test_failed_training_leaves_the_old_model_and_no_litter(tmp_path, monkeypatch):
    from nlu.runtime import train

    (tmp_path / "wegwijs.tar.gz").write_bytes(b"old")

    def break_down(_root, folder):
        (folder / "wegwijs.tar.gz").write_bytes(b"half")
        raise RuntimeError("no space left")

    monkeypatch.setattr(train, "train_aside", break_down)
    with pytest.raises(RuntimeError):
        train.train_if_stale(tmp_path)
    assert (tmp_path / "wegwijs.tar.gz").read_bytes() == b"old"
    assert not list(tmp_path.glob(".making-*"))


def test_the_model_stays_small(model):
    # 60 MB for 18 languages.
    assert model.stat().st_size < 60_000_000
