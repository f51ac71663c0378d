"""What the program owes the desktop it runs on, apart from its window."""
