"""Exhibits of a case: numbered folders with stills, clips and copies. Evidence is only read."""
