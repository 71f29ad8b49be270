"""The commands without a window: ``run(arguments)`` of each file does the work and returns the exit status."""


class Failed(Exception):
    """The work failed; the message is one sentence for a person, ``status`` 1, or 2 when the call was wrong."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status
