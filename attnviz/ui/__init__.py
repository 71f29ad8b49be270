"""Qt only: PySide6, pyqtgraph, numpy and the engine's messages. Never torch, never models."""
