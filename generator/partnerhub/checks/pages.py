"""Pages: the markers in hand-written pages, which `partnerhub.site.markers` finds."""

from partnerhub.checks.rule import kept_elsewhere

kept_elsewhere(
    "pages",
    "marker-unknown",
    "error",
    """A marker on a line of its own, `<!-- partnerhub: upcoming tag=… -->`, names one of our lists.

A misspelt one would leave a hole in the page.""",
)
