"""Places where cameras hang: ground, walls, street furniture, and where people walk."""
