"""The libraries that run networks, loaded in the way this program wants them."""
