"""The version of this package, as `GET /api/config` reports it."""

__version__ = "0.1.0"
