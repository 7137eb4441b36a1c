"""What happens when only the run knows what is called: the dispatch, and what it needs."""
