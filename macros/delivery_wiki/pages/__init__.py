"""Floor 4: answers become document trees, and trees become HTML; escaping lives in html.py and svg.py."""
