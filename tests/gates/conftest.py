"""What takes minutes runs where it is named (`make gates`), and not with all tests."""

collect_ignore = ["test_driven_journey.py"]
