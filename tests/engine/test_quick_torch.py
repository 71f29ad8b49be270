"""Torch without its operators for tensors that hold no data: in a fresh interpreter, since torch is imported once."""

import os
import subprocess
import sys

import pytest

BEGIN = "import sys\nfrom attnviz.engine import quick_torch\nquick_torch.begin()\nimport torch\n"


def said(code: str) -> str:
    """What a fresh interpreter prints that runs ``code`` after the import."""
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code], capture_output=True, text=True, timeout=300, check=False
    )
    assert not done.returncode, done.stderr
    return done.stdout.strip()


def test_everything_that_ships_loads_and_translates_without_them() -> None:
    code = """
from attnviz.engine.messages import Idle, ListModels
from attnviz.engine.session import Session
from attnviz.engine.translate.messages import Translate
session = Session()
models = session.run(ListModels()).models
for model in models:
    session.model(model.id)
    if model.kind in ("rnn", "transformer"):
        session.run(Translate("Good morning.", model.id, 2))
session.run(Idle())
print(len(models) > 20, "torch._prims" in sys.modules)
"""
    assert said(code) == "True False"


def test_whoever_needs_them_gets_them() -> None:
    code = """
def knows():
    try:
        return torch.fft.fft(torch.zeros(4, device="meta", dtype=torch.complex64)).shape == (4,)
    except NotImplementedError:
        return False
first = knows()
quick_torch.complete()
import torch._meta_registrations as real
print(first, knows(), real.__file__.endswith(".py"))
"""
    assert said(code) == "False True True"


def test_the_playground_trains() -> None:
    code = """
from attnviz.engine.playground.context_messages import TrainContext
from attnviz.engine.session import Session
result = Session().run(TrainContext("run", 4))
print(type(result).__name__)
"""
    assert said(code) == "ContextTrained"


def test_torch_that_is_there_already_stays_as_it_is() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import torch\n" + BEGIN + "print('torch._prims' in sys.modules)"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.strip() == "True"


def test_what_was_spared_is_whole_when_it_is_completed() -> None:
    names = "print(sorted(n for n in sys.modules if n.startswith('torch')), dir(torch), dir(torch.nn))"
    plain = subprocess.run(
        [sys.executable, "-c", "import sys, torch\n" + names], capture_output=True, text=True, timeout=120, check=True
    )
    assert said("quick_torch.complete()\n" + names) == plain.stdout.strip()


@pytest.mark.skipif(os.name != "posix", reason="torch is imported before the window there")
def test_other_threads_go_on_while_the_library_is_loaded() -> None:
    code = """
import sys, threading, time
from attnviz.engine import quick_torch
beats, over = 0, False
def beat():
    global beats
    while not over:
        time.sleep(0.001)
        beats += 1
thread = threading.Thread(target=beat)
thread.start()
quick_torch.load_library()
over = True
thread.join()
import torch
print(beats)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True)
    assert int(done.stdout) > 10  # an import of it lets the other thread go on but once
