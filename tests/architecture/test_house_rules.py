"""House rules that an import graph cannot see, each as a small rule over the syntax trees.

A reply in Deurne must come from `locales`, the clock must be an argument, and nothing may be written
to a log that a person typed.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("api", "actions", "sociale_kaart", "locales")
CLOCKS = {"api/conversation.py", "api/wiring.py", "actions/wiring.py", "api/cli.py", "api/clock.py"}
ENVIRONMENT = {"api/settings.py", "actions/settings.py", "api/supervisor.py"}
FORBIDDEN_NAMES = {"utils", "common", "core", "helpers", "types", "misc"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            yield name, ast.parse(path.read_text("utf-8"), filename=name)


MODULES = list(modules())


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 40


@pytest.mark.parametrize("name, tree", MODULES, ids=[name for name, _ in MODULES])
class TestEveryModule:
    def test_opens_with_a_paragraph(self, name: str, tree: ast.Module) -> None:
        if "/versions/" in name:
            return  # migrations are made by a tool and say what they change in their name
        doc = ast.get_docstring(tree) or ""
        assert len(doc) > 40, f"{name}: say in a paragraph what it is for"

    def test_reads_the_clock_in_one_place(self, name: str, tree: ast.Module) -> None:
        if name in CLOCKS:
            return
        for node, function in calls(tree):
            bad = function in {"datetime.now", "datetime.utcnow", "date.today", "datetime.today"}
            assert not bad, f"{name}:{node.lineno}: the clock is an argument"

    def test_reads_the_environment_in_settings(self, name: str, tree: ast.Module) -> None:
        if name in ENVIRONMENT:
            return
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}:
                raise AssertionError(f"{name}:{node.lineno}: settings are read in settings.py")

    def test_utters_no_sentence(self, name: str, tree: ast.Module) -> None:
        for node, function in calls(tree):
            if function.endswith("utter_message"):
                words = {keyword.arg for keyword in node.keywords}
                assert words == {"json_message"} and not node.args, f"{name}:{node.lineno}"

    def test_logs_no_text_of_a_person(self, name: str, tree: ast.Module) -> None:
        for node, function in calls(tree):
            if ".log" not in f".{function}" and "logger" not in function:
                continue
            said = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            said |= {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
            assert not said & {"text", "message_text", "body", "token"}, f"{name}:{node.lineno}"


def test_no_grab_bags() -> None:
    for name, _ in MODULES:
        assert Path(name).stem not in FORBIDDEN_NAMES, f"{name}: name it for what it is about"


def test_functions_fit_on_a_screen() -> None:
    long = []
    for name, tree in MODULES:
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > 60:
                    long.append(f"{name}:{node.lineno} {node.name} ({lines} lines)")
    assert not long, long
