"""Start-up order only: without arguments the window opens, else the command line answers."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run attnviz; the exit status is 0, 1 (the work failed) or 2 (the call is wrong)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments:
        return window()
    if arguments[0] == "open" and len(arguments) == 2 and not arguments[1].startswith("-"):
        return window(arguments[1])
    from attnviz.cli import main as command_line

    return command_line(arguments)


def window(path: str = "") -> int:
    """Open the window, with a model or an attention file at ``path``, and end the process when it closes; without a screen, say in
    one sentence what is missing.
    """
    if sys.platform == "win32":
        import torch  # noqa: F401  # before Qt, whose runtime libraries it does not bear: pytorch#166628
    from attnviz.ui.system import requirements, startup

    startup.hasten()
    problem = requirements.problem()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    startup.spare_features()
    from attnviz.ui import app

    status = app.run(path)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # all is saved; unwinding torch takes half a second, and aborts under a thread that still computes


if __name__ == "__main__":
    sys.exit(main())
