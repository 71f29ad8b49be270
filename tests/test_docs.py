"""What the documents name is there: files that they link to, commands and options that they show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from attnviz.cli import parser
from attnviz.training.translator.recipes import RECIPES

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (path.parent / link.split("#")[0]).is_file()]
    assert not missing


def test_the_house_is_as_the_architecture_describes_it() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = [path for path in re.findall(r"`([\w{},./]+)`", text) if "/" in path and path.lower() == path]
    paths = []
    for path in named:
        before, _, rest = path.partition("{")
        inside, _, after = rest.partition("}")
        paths += [before + each + after for each in inside.split(",")] if rest else [path]
    places = (ROOT, ROOT / "attnviz")
    missing = [path for path in paths if not any((place / path).exists() for place in places)]
    assert len(paths) > 60
    assert not missing


def test_the_commands_of_the_readme_are_calls_that_work() -> None:
    blocks = re.findall(r"```\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    calls = [line.split("<")[0] for block in blocks for line in block.splitlines() if line.startswith("attnviz ")]
    assert len(calls) >= 8
    for call in calls:
        parser().parse_args(shlex.split(call, comments=True)[1:])


def test_every_command_and_option_is_described() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    commands = next(action for action in parser()._actions if action.dest == "command").choices
    assert commands
    for name, command in commands.items():
        section = text.split(f"## {name}\n")[1].split("\n## ")[0]
        options = [option for action in command._actions for option in action.option_strings if option.startswith("--")]
        missing = [option for option in options if option != "--help" and option not in section]
        assert not missing, name


def test_every_recipe_is_described() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert not [id for id in RECIPES if f"`{id}`" not in text]


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "images").glob("*.png"))
    assert pictures
    assert not [path.name for path in pictures if path.stat().st_size > 300_000]
