"""Brings the catalogues up to date with the texts in the code: ``python tools/translations.py`` lists what to translate.

``--check`` changes nothing and fails when a text is missing, unfinished or no longer used, or when a compiled catalogue is old.
A language that stands in ``attnviz.defaults.LANGUAGES`` and has no catalogue yet gets an empty one.
The tools come with PySide6; running the program needs none of them.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6
from PySide6.QtCore import QTranslator

from attnviz.defaults import LANGUAGES

ROOT = Path(__file__).parents[1]
CATALOGUES = {  # English is in the code
    language: ROOT / "assets" / "i18n" / f"attnviz_{language}.ts" for language in LANGUAGES if language != "en"
}


def tool(name: str, *arguments: str) -> None:
    """Run one of Qt Linguist's tools."""
    folder = Path(PySide6.__file__).parent
    program = next(
        path for path in (folder / name, folder / f"{name}.exe", folder / "Qt" / "libexec" / name) if path.is_file()
    )
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)


def update(catalogue: Path, language: str) -> None:
    """Take new texts of the code into a catalogue and drop those that are gone."""
    sources = [str(path) for path in sorted((ROOT / "attnviz").rglob("*.py"))]
    tool(
        "lupdate",
        *sources,
        "-locations",
        "none",
        "-no-obsolete",
        "-source-language",
        "en",
        "-target-language",
        language,
        "-ts",
        str(catalogue),
    )


def messages(catalogue: Path) -> dict[tuple[str, str, str], str | None]:
    """(context, text, comment) -> translation, or None where it is unfinished."""
    found: dict[tuple[str, str, str], str | None] = {}
    for context in ET.parse(catalogue).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            key = (context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""))
            done = translation.get("type") is None and bool(translation.text)
            found[key] = translation.text if done else None
    return found


def problems(catalogue: Path, language: str) -> list[str]:
    """What is wrong with a catalogue as it stands; empty when nothing is."""
    if not catalogue.is_file():
        return [f"{catalogue.name} is missing"]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / catalogue.name
        shutil.copy(catalogue, fresh)
        update(fresh, language)
        wanted, kept = messages(fresh), messages(catalogue)
    found = [f"not in the catalogue: {key[0]}: {key[1]!r}" for key in wanted if key not in kept]
    found += [f"no longer in the code: {key[0]}: {key[1]!r}" for key in kept if key not in wanted]
    found += [f"not translated: {key[0]}: {key[1]!r}" for key, text in kept.items() if key in wanted and text is None]
    translator = QTranslator()
    if not translator.load(str(catalogue.with_suffix(".qm"))):
        return [*found, "the compiled catalogue cannot be read"]
    found += [
        f"old in the compiled catalogue: {context}: {source!r}"
        for (context, source, comment), text in kept.items()
        if text is not None and translator.translate(context, source, comment or None) != text
    ]
    return found


def main() -> int:
    """Update, or with ``--check`` only look; the exit status is 1 when something is left to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    check, found = parser.parse_args().check, []
    for language, catalogue in CATALOGUES.items():
        if not check:
            update(catalogue, language)
            tool("lrelease", str(catalogue), "-qm", str(catalogue.with_suffix(".qm")))
        found += [f"{language}: {problem}" for problem in problems(catalogue, language)]
    print("\n".join(found) or "the catalogues are complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
