"""Pages: the markers in hand-written pages, which `partnerhub.site.markers` finds."""

from partnerhub.checks.rule import RULES, Rule
from partnerhub.words.finding import Severity

RULES["marker-unknown"] = Rule(
    "marker-unknown",
    "pages",
    Severity.ERROR,
    is_guarded=False,
    holds_back=False,
    explanation="""A marker on a line of its own, `<!-- partnerhub: upcoming tag=… -->`, names one of our lists.

A misspelt one would leave a hole in the page.""",
)
