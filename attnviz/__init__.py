"""attnviz: see attention, live."""

__version__ = "0.1.0"
