"""What libxml2 says about breaches of a schema, for planners: short names, and German where the sentence is known."""

import re

from pipelines.text import Text
from pipelines.xplan.names import GML

NAMES = re.compile(r"\{([^}]*)\}")
ELEMENT = r"Element '([^']*)'"
EXPECTED = r"Expected is (?:one of )?\( (.*) \)\."
SAYINGS = {
    rf"{ELEMENT}: This element is not expected\. {EXPECTED}": "{0} steht an falscher Stelle; erwartet wird {1}.",
    rf"{ELEMENT}: This element is not expected\.": "{0} steht an falscher Stelle.",
    rf"{ELEMENT}: Missing child element\(s\)\. {EXPECTED}": "In {0} fehlt {1}.",
    rf"{ELEMENT}: \[facet 'enumeration'\] The value '(.*)' is not an element of the set .*": (
        "{0}: der Wert „{1}“ ist nicht vorgesehen."
    ),
    rf"{ELEMENT}: '(.*)' is not a valid value of the atomic type '(.*)'\.": "{0}: „{1}“ ist kein Wert der Art {2}.",
    rf"{ELEMENT}, attribute '(.*)': '(.*)' is not a valid value of the atomic type 'xs:ID'\.": (
        "{0}: {1} „{2}“ ist schon vergeben oder kein gültiger Name."
    ),
    rf"{ELEMENT}: The attribute '(.*)' is required but missing\.": "{0}: das Attribut {1} fehlt.",
    rf"{ELEMENT}, attribute '(.*)': The attribute '.*' is not allowed\.": "{0}: das Attribut {1} ist nicht vorgesehen.",
    rf"{ELEMENT}: No matching global (?:element )?declaration available.*": "{0} gibt es in dieser Fassung nicht.",
}


def said(message: str) -> Text:
    """Return a message of libxml2 with names as people write them: position, gml:Polygon."""
    plain = NAMES.sub(lambda match: "gml:" if match[1] == GML else "", message)
    for pattern, german in SAYINGS.items():
        if match := re.fullmatch(pattern, plain):
            return Text(german.format(*match.groups()), plain)
    return Text(plain, plain)
