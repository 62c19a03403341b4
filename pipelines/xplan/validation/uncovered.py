"""Konformitätsbedingungen that no check here covers, and why."""

from dataclasses import dataclass

from pipelines.text import Text

OTHER_PLANS = Text("bindet andere Pläne als Bebauungspläne", "binds other plans than development plans")
NO_SUCH_PROPERTY = Text(
    "die Eigenschaft gibt es in Bebauungsplänen rechtmäßig, verboten ist sie nur in anderen Plänen",
    "development plans may have the property, other plans may not",
)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """``number`` may stand for a whole chapter."""

    number: str
    title: str
    reason: Text


UNCOVERED = (
    Uncovered("5.1.1.1–5.1.3.2", "FP_Plan, FP_Bereich, FP_Objekt: Relationen", OTHER_PLANS),
    Uncovered("5.3–5.10", "Inhalte von Flächennutzungsplänen", OTHER_PLANS),
    Uncovered("6.1.1.1", "SO_Plan: Einschränkung der Relation bereich", OTHER_PLANS),
    Uncovered("6.1.2.3", "SO_Bereich: Einschränkung der Relation gehoertZuPlan", OTHER_PLANS),
    Uncovered("6.1.3.4–6.1.3.16", "SO_Objekt: Verwendung von Relationen nur in bestimmten Plänen", NO_SUCH_PROPERTY),
    Uncovered("7", "Regionalpläne (RP)", OTHER_PLANS),
    Uncovered("8", "Landschaftspläne (LP)", OTHER_PLANS),
)
