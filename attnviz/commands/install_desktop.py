"""``attnviz --install-desktop``: on Linux, an entry in the menu of applications with the program's icon."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from attnviz import atomic_write
from attnviz.commands import Failed
from attnviz.commands.lines import put
from attnviz.paths import asset

ENTRY = """[Desktop Entry]
Type=Application
Version=1.5
Name=attnviz
Comment=See where neural networks look, live
Comment[zh_CN]=实时查看神经网络看向哪里
Exec={command}
Icon=attnviz
Terminal=false
Categories=Education;Science;ArtificialIntelligence;
Keywords=attention;Transformer;neural network;visualization;
StartupWMClass=attnviz
"""


def run() -> int:
    """Write the entry and its icon where the desktops of this person look for them; ``Failed`` on other systems."""
    if not sys.platform.startswith("linux"):
        raise Failed("only desktops on Linux have such entries; on this system, make a shortcut to the command attnviz")
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    icon = home / "icons" / "hicolor" / "scalable" / "apps" / "attnviz.svg"
    entry = home / "applications" / "attnviz.desktop"
    for path, data in (
        (icon, asset("icons", "attnviz.svg").read_bytes()),
        (entry, ENTRY.format(command=_command()).encode()),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write.write(path, data)
        put(str(path))
    return 0


def _command() -> str:
    """What starts this very installation, quoted as desktop entries want it."""
    quoted = []
    for part in (sys.executable, "-m", "attnviz"):
        escaped = part
        for special in ("\\", '"', "`", "$"):
            escaped = escaped.replace(special, "\\" + special)
        quoted.append('"' + escaped.replace("%", "%%") + '"')
    return " ".join(quoted)
