"""What an author fills in: the five parts of telling, their repeated rows, sending, and the page that changes a story later."""
