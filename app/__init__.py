"""The Duskline window; enters the engine by domain, config, case and jobs alone."""
