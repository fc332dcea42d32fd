"""A small SEO analyzer on FastAPI with live updates attached."""
