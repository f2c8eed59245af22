from quotes.models.asks import Ask
from quotes.models.ballots import Proposal, Vote
from quotes.models.batches import Batch
from quotes.models.prompts import Prompt, PromptQuerySet
from quotes.models.quotes import Quote, QuoteQuerySet

__all__ = ["Ask", "Batch", "Prompt", "PromptQuerySet", "Proposal", "Quote", "QuoteQuerySet", "Vote"]
