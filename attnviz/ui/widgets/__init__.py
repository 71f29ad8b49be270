"""Widgets that know plain data only: no engine, no models, no settings."""
