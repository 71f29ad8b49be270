"""The commands without a window: ``run(arguments)`` of each file does the work and returns the exit status."""


class Failed(Exception):
    """The work failed; the message is one sentence for a person."""
