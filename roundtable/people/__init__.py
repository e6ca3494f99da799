"""People: accounts, guests with a seat, and what each is where."""
