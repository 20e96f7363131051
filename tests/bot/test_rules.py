"""The bot's YAML against the lists it must follow: "ik zoek een tolk" may not end without a rule."""

import ast
import re
from pathlib import Path

import yaml


def _load(root: Path, pattern: str) -> list[dict]:
    # The base loader keeps the intents `yes` and `no` as words.
    return [
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for path in sorted(root.glob(pattern))
    ]


def _intents(root: Path) -> list[str]:
    return [
        next(iter(intent))
        for domain in _load(root, "bot/domain/*.yml")
        for intent in domain.get("intents", [])
    ]


def _actions(root: Path) -> list[str]:
    return [
        name for domain in _load(root, "bot/domain/*.yml") for name in domain.get("actions", [])
    ]


def _rules(root: Path) -> dict[str, str]:
    """intent -> action."""
    found = {}
    for file in _load(root, "bot/rules/*.yml"):
        for rule in file["rules"]:
            intent, action = rule["steps"]
            assert intent["intent"] not in found, f"two rules for {intent['intent']}"
            found[intent["intent"]] = action["action"]
    return found


def _needs_and_acts(root: Path) -> tuple[list[str], list[str]]:
    """The service's own list, read as text: the two environments share no code."""
    tree = ast.parse((root / "sociale_kaart" / "needs.py").read_text(encoding="utf-8"))
    needs = [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Need" and node.args
    ]
    acts = next(
        [element.value for element in node.value.elts]
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "ACTS"
    )
    return needs, acts


def test_the_domain_has_the_needs_and_acts_of_the_service(root):
    needs, acts = _needs_and_acts(root)
    assert len(needs) == 45
    assert set(needs) | set(acts) <= set(_intents(root))


def test_the_acts_of_the_dialogue_are_those_of_the_contract(root):
    needs, acts = _needs_and_acts(root)
    contract = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = contract.split("## Intents")[1].split("##")[0]
    own = set(re.findall(r"`([a-z_]+)`", section))
    assert set(_intents(root)) - set(needs) - set(acts) - {"nlu_fallback"} == own


def test_every_intent_has_exactly_one_rule(root):
    assert sorted(_rules(root)) == sorted(_intents(root))


def test_every_need_leads_to_places(root):
    needs, _ = _needs_and_acts(root)
    assert {_rules(root)[need] for need in needs} == {"action_find_places"}


def test_rules_and_domain_name_the_same_actions(root):
    assert set(_rules(root).values()) == set(_actions(root))


def test_the_action_server_has_every_action(root):
    offered = "\n".join(p.read_text(encoding="utf-8") for p in (root / "actions").glob("*.py"))
    missing = [name for name in _actions(root) if f'"{name}"' not in offered]
    assert not missing


def test_the_bot_says_nothing_itself(root):
    for domain in _load(root, "bot/domain/*.yml"):
        assert "responses" not in domain
    text = "".join(p.read_text(encoding="utf-8") for p in (root / "bot").glob("*/*.yml"))
    assert "utter_" not in text


def test_the_only_way_in_is_the_rest_channel(root):
    assert list(_load(root, "bot/credentials.yml")[0]) == ["rest"]


def test_rasa_keeps_nothing(root):
    endpoints = _load(root, "bot/endpoints.yml")[0]
    assert endpoints["tracker_store"]["type"] == "nlu.runtime.forgetful.ForgetfulTrackerStore"
    assert "event_broker" not in endpoints
