"""What the rules say of a hub: of each partner file, of all circles of files that may concern each other, of the rest.

A circle is judged once: what was said of it is kept, and stands until it changes or a moment passes.
"""

from partnerhub.judging.files import follow_up, judged, private_in_public, telling
from partnerhub.judging.hub import Checking, Judgement, defects_of_the_past, findings_about_no_partner, hub_of
from partnerhub.judging.proposal import Sides
from partnerhub.judging.said import may_pass

__all__ = [
    "Checking", "Judgement", "Sides", "defects_of_the_past", "findings_about_no_partner", "follow_up", "hub_of",
    "judged", "may_pass", "private_in_public", "telling",
]  # fmt: skip
