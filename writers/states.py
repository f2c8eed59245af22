"""What a verb of this app raises where it cannot do what was asked."""


class CannotDo(Exception):
    """Carries words for the person who tried: why not, and what to do instead."""
