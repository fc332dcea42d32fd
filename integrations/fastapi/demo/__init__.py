"""A small SEO analyzer on FastAPI, as many have one, with live updates attached to it."""
