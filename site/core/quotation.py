"""A title that is to stand inside quotation marks comes in; its own marks go out as single ones, as American English has it."""

INSIDE = str.maketrans({"“": "‘", "”": "’", '"': "'"})


def within_quotes(title: str) -> str:
    return title.translate(INSIDE)
