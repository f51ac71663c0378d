"""Whether the program works here as it did where its figures were recorded, on a page to file."""
