"""Which symbol draws an object of a plan, in which order, and the short text that stands in it.

The keys are this project's own; they follow the order of the annex of the Planzeichenverordnung (PlanZV).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipelines.plans.stating import number_in_words, roman
from pipelines.xplan.model import Document, Feature, Literal, Measure, Object

AREA, OVERLAY, LINE, POINT, SCOPE, WRITING = 10, 20, 30, 40, 50, 60
"""Ranks: what is drawn later lies above. Areas that tile the plan come first, writing last."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """``zeichen`` is the key of the symbol, ``rang`` its place in the order of drawing, lowest first."""

    zeichen: str
    rang: int


USES: Mapping[str, str] = MappingProxyType(
    {
        "1000": "WS",
        "1100": "WR",
        "1200": "WA",
        "1300": "WB",
        "1400": "MD",
        "1450": "MDW",
        "1500": "MI",
        "1550": "MU",
        "1600": "MK",
        "1700": "GE",
        "1800": "GI",
        "2000": "SO",
        "2100": "SO",
        "3000": "SO",
        "4000": "SO",
    }
)
"""XP_BesondereArtDerBaulNutzung → the letters of PlanZV, annex, 1.1 to 1.4; those of BauNVO §§ 2 to 11."""

GENERAL_USES: Mapping[str, str] = MappingProxyType({"1000": "W", "2000": "M", "3000": "G", "4000": "S"})
"""XP_AllgArtDerBaulNutzung → the letters of Bauflächen (BauNVO § 1 (1))."""

CONSTRUCTION: Mapping[str, str] = MappingProxyType({"1000": "o", "2000": "g", "3000": "a"})
"""BP_Bauweise → the letters of PlanZV, annex, 3.1 to 3.3."""

HOUSES: Mapping[str, str] = MappingProxyType(
    {"1000": "E", "2000": "D", "3000": "H", "4000": "ED", "5000": "EH", "6000": "DH", "7000": "R"}
)
"""BP_BebauungsArt → single, double and rows of houses, as plans abbreviate them."""

PLANTINGS: Mapping[str, str] = MappingProxyType({"1000": "erhaltung", "2000": "anpflanzung", "3000": "anpflanzung"})
"""XP_ABEMassnahmenTypen: to be kept, to be planted, both."""

_KEYS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "Plan": ("geltungsbereich", SCOPE),
        "Bereich": ("bereich", SCOPE),
        "Baugebiet": ("baugebiet", AREA),
        "BaugebietsTeilFlaeche": ("baugebiet", AREA),
        "BebauungsFlaeche": ("baugebiet", AREA),
        "BesondererNutzungszweckFlaeche": ("nutzungszweck", AREA),
        "WohngebaeudeFlaeche": ("baugebiet", AREA),
        "UeberbaubareGrundstuecksFlaeche": ("ueberbaubar", OVERLAY),
        "NichtUeberbaubareGrundstuecksflaeche": ("nicht_ueberbaubar", OVERLAY),
        "GebaeudeFlaeche": ("gebaeude", OVERLAY),
        "BauGrenze": ("baugrenze", LINE),
        "BauLinie": ("baulinie", LINE),
        "FirstRichtungsLinie": ("firstrichtung", LINE),
        "GebaeudeStellung": ("firstrichtung", LINE),
        "NutzungsartenGrenze": ("nutzungsgrenze", LINE),
        "GemeinbedarfsFlaeche": ("gemeinbedarf", AREA),
        "Gemeinbedarf": ("gemeinbedarf", AREA),
        "SpielSportanlagenFlaeche": ("sport", AREA),
        "SpielSportanlage": ("sport", AREA),
        "StrassenVerkehrsFlaeche": ("verkehr", AREA),
        "Strassenverkehr": ("verkehr", AREA),
        "Strassenkoerper": ("strassenkoerper", OVERLAY),
        "VerkehrsflaecheBesondererZweckbestimmung": ("verkehr_besonders", AREA),
        "StrassenbegrenzungsLinie": ("strassenbegrenzung", LINE),
        "BereichOhneEinAusfahrtLinie": ("ohne_einfahrt", LINE),
        "EinfahrtsbereichLinie": ("einfahrt", LINE),
        "EinfahrtPunkt": ("einfahrt", POINT),
        "VerEntsorgung": ("versorgung", AREA),
        "ErneuerbareEnergieFlaeche": ("versorgung", OVERLAY),
        "GruenFlaeche": ("gruen", AREA),
        "Gruen": ("gruen", AREA),
        "KleintierhaltungFlaeche": ("gruen", AREA),
        "GewaesserFlaeche": ("wasser", AREA),
        "Gewaesser": ("wasser", AREA),
        "WasserwirtschaftsFlaeche": ("wasserwirtschaft", AREA),
        "Wasserwirtschaft": ("wasserwirtschaft", AREA),
        "AufschuettungsFlaeche": ("aufschuettung", AREA),
        "AbgrabungsFlaeche": ("abgrabung", AREA),
        "BodenschaetzeFlaeche": ("abgrabung", AREA),
        "LandwirtschaftsFlaeche": ("landwirtschaft", AREA),
        "Landwirtschaft": ("landwirtschaft", AREA),
        "WaldFlaeche": ("wald", AREA),
        "AnpflanzungBindungErhaltung": ("anpflanzung", OVERLAY),
        "AusgleichsFlaeche": ("ausgleich", OVERLAY),
        "AusgleichsMassnahme": ("ausgleich", OVERLAY),
        "SchutzPflegeEntwicklungsFlaeche": ("naturschutz", OVERLAY),
        "SchutzPflegeEntwicklungsMassnahme": ("naturschutz", OVERLAY),
        "SchutzPflegeEntwicklung": ("naturschutz", OVERLAY),
        "Schutzgebiet": ("schutzgebiet", OVERLAY),
        "SchutzgebietNaturschutzrecht": ("schutzgebiet", OVERLAY),
        "SchutzgebietWasserrecht": ("schutzgebiet", OVERLAY),
        "DenkmalschutzEinzelanlage": ("denkmal", OVERLAY),
        "DenkmalschutzEnsembleFlaeche": ("denkmal", OVERLAY),
        "Denkmalschutzrecht": ("denkmal", OVERLAY),
        "ErhaltungsBereichFlaeche": ("erhaltungsbereich", OVERLAY),
        "NebenanlagenFlaeche": ("nebenanlagen", OVERLAY),
        "NebenanlagenAusschlussFlaeche": ("nebenanlagen", OVERLAY),
        "GemeinschaftsanlagenFlaeche": ("gemeinschaftsanlagen", OVERLAY),
        "Wegerecht": ("wegerecht", OVERLAY),
        "FreiFlaeche": ("freihalten", OVERLAY),
        "Sichtflaeche": ("freihalten", OVERLAY),
        "Immissionsschutz": ("immissionsschutz", OVERLAY),
        "KennzeichnungsFlaeche": ("kennzeichnung", OVERLAY),
        "Kennzeichnung": ("kennzeichnung", OVERLAY),
        "HoehenMass": ("hoehe", POINT),
        "AbstandsMass": ("mass", LINE),
        "FPO": ("schrift", WRITING),
        "LPO": ("schrift", WRITING),
        "LTO": ("schrift", WRITING),
        "PPO": ("schrift", WRITING),
        "PTO": ("schrift", WRITING),
        "Nutzungsschablone": ("schrift", WRITING),
        "Praesentationsobjekt": ("schrift", WRITING),
    }
)
"""Class without its part's prefix → key and rank; all others are ``sonstiges``."""

OTHER = "sonstiges"
TRUE = ("true", "1")
RANKS = {0: POINT, 1: LINE, 2: OVERLAY}

KEYS = frozenset({key for key, _ in _KEYS.values()} | {*USES.values(), *GENERAL_USES.values(), "erhaltung", OTHER})
"""All keys of symbols."""


def symbol(feature: Feature, dimension: int) -> Symbol:
    """Return the symbol of an object whose geometry has this ``dimension`` (0 points, 1 lines, 2 areas)."""
    key, rank = _KEYS.get(feature.class_name.partition("_")[2], (OTHER, RANKS[dimension]))
    if key == "baugebiet":
        special, general = feature.text("besondereArtDerBaulNutzung"), feature.text("allgArtDerBaulNutzung")
        key = USES.get(special or "") or GENERAL_USES.get(general or "") or key
    elif key == "verkehr" and feature.text("hatDarstellungMitBesondZweckbest") in TRUE:  # 6.0 has one class for both
        key = "verkehr_besonders"
    elif key == "anpflanzung":
        key = PLANTINGS.get(feature.text("massnahme") or "", key)
    if rank in {AREA, OVERLAY} and dimension < 2:
        rank = RANKS[dimension]
    return Symbol(key, rank)


def inscription(document: Document, feature: Feature) -> str | None:
    """Return the short text as it stands in plans: ``WA · GRZ 0,4 · GFZ 0,8 · II · o``; None where there is none."""
    return " · ".join(dict.fromkeys(_parts(document, feature))) or None


def _parts(document: Document, feature: Feature) -> Iterator[str]:
    yield from feature.texts("schriftinhalt")
    key = symbol(feature, 2).zeichen
    if key in USES.values() or key in GENERAL_USES.values():
        yield key
    yield from _measures(feature)
    if letter := CONSTRUCTION.get(feature.text("bauweise") or ""):
        yield letter
    if letter := HOUSES.get(feature.text("bebauungsArt") or ""):
        yield letter
    yield from _heights(feature)
    yield from _purposes(document, feature)
    yield from (each for each in (feature.text("aufschrift"), feature.text("nutzungText")) if each)


MEASURES = ("GRZ", "GR", "GFZ", "GF", "BMZ", "BM")


def _measures(feature: Feature) -> Iterator[str]:
    for name in MEASURES:
        if found := _range(feature, name):
            yield f"{name} {found}"
    if storeys := _range(feature, "Z", roman):
        yield storeys
    if forced := feature.text("Zzwingend"):
        yield f"({roman(forced)})"


def _range(feature: Feature, name: str, write: Callable[[str], str] = number_in_words) -> str | None:
    if exact := feature.text(name):
        return _with_unit(feature, name, write(exact))
    least, most = feature.text(f"{name}min"), feature.text(f"{name}max")
    if least and most:
        return f"{write(least)}–{_with_unit(feature, f'{name}max', write(most))}"
    return _with_unit(feature, f"{name}max", write(most)) if most else None


def _with_unit(feature: Feature, name: str, text: str) -> str:
    value = feature.first(name)
    return f"{text} m²" if isinstance(value, Measure) and "2" in value.uom else text


HEIGHTS = {"h": "H {}", "hMax": "H ≤ {}", "hMin": "H ≥ {}", "hZwingend": "H = {}"}


def _heights(feature: Feature) -> Iterator[str]:
    for held in feature.values("hoehenangabe"):
        if isinstance(held, Object):
            for name, form in HEIGHTS.items():
                if text := held.text(name):
                    yield form.format(f"{number_in_words(text)} m")


PURPOSES = ("zweckbestimmung", "artDerFestlegung")


def _purposes(document: Document, feature: Feature) -> Iterator[str]:
    """Purposes in the model's short words: areas for traffic, green and the like have few others."""
    for name in PURPOSES:
        for value in feature.values(name):
            held, path = (value, "allgemein") if isinstance(value, Object) else (feature, name)
            defined = document.catalogue.properties(held.class_name).get(path)
            code = value.text.strip() if isinstance(value, Literal) else held.text(path)
            found = document.catalogue.value(defined.target, code or "") if defined and defined.target else None
            if found:
                yield found.words.partition(";")[0]
