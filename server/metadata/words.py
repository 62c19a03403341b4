"""Terms of catalogues: INSPIRE's themes in German and the topic categories of ISO 19115 that belong to them."""

from pipelines.vocabulary import DcatTheme, HvdCategory, InspireTheme

THEMES: dict[InspireTheme, tuple[str, str]] = {
    "rs": ("Koordinatenreferenzsysteme", "location"),
    "gg": ("Geografische Gittersysteme", "location"),
    "gn": ("Geografische Bezeichnungen", "location"),
    "au": ("Verwaltungseinheiten", "boundaries"),
    "ad": ("Adressen", "location"),
    "cp": ("Flurstücke/Grundstücke (Katasterparzellen)", "planningCadastre"),
    "tn": ("Verkehrsnetze", "transportation"),
    "hy": ("Gewässernetz", "inlandWaters"),
    "ps": ("Schutzgebiete", "environment"),
    "el": ("Höhe", "elevation"),
    "lc": ("Bodenbedeckung", "imageryBaseMapsEarthCover"),
    "oi": ("Orthofotografie", "imageryBaseMapsEarthCover"),
    "ge": ("Geologie", "geoscientificInformation"),
    "su": ("Statistische Einheiten", "boundaries"),
    "bu": ("Gebäude", "structure"),
    "so": ("Boden", "geoscientificInformation"),
    "lu": ("Bodennutzung", "planningCadastre"),
    "hh": ("Gesundheit und Sicherheit", "health"),
    "us": ("Versorgungswirtschaft und staatliche Dienste", "utilitiesCommunication"),
    "ef": ("Umweltüberwachung", "structure"),
    "pf": ("Produktions- und Industrieanlagen", "structure"),
    "af": ("Landwirtschaftliche Anlagen und Aquakulturanlagen", "farming"),
    "pd": ("Verteilung der Bevölkerung — Demografie", "society"),
    "am": (
        "Bewirtschaftungsgebiete/Schutzgebiete/geregelte Gebiete und Berichterstattungseinheiten",
        "planningCadastre",
    ),
    "nz": ("Gebiete mit naturbedingten Risiken", "planningCadastre"),
    "ac": ("Atmosphärische Bedingungen", "climatologyMeteorologyAtmosphere"),
    "mf": ("Meteorologisch-geografische Kennwerte", "climatologyMeteorologyAtmosphere"),
    "of": ("Ozeanografisch-geografische Kennwerte", "oceans"),
    "sr": ("Meeresregionen", "oceans"),
    "br": ("Biogeografische Regionen", "environment"),
    "hb": ("Lebensräume und Biotope", "environment"),
    "sd": ("Verteilung der Arten", "environment"),
    "er": ("Energiequellen", "economy"),
    "mr": ("Mineralische Bodenschätze", "economy"),
}
"""Title in the thesaurus GEMET, and topic category by Part D of Regulation (EC) No 1205/2008."""

THESAURUS = ("GEMET - INSPIRE themes, version 1.0", "2008-06-01")

TOPICS: dict[DcatTheme, str] = {
    "AGRI": "farming",
    "ECON": "economy",
    "EDUC": "society",
    "ENER": "utilitiesCommunication",
    "ENVI": "environment",
    "GOVE": "society",
    "HEAL": "health",
    "JUST": "society",
    "REGI": "planningCadastre",
    "SOCI": "society",
    "TRAN": "transportation",
}
"""For layers outside INSPIRE."""

OTHER_TOPIC = "location"

HVD: dict[HvdCategory, str] = {
    "geospatial": "Georaum",
    "earth-observation": "Erdbeobachtung und Umwelt",
    "meteorological": "Meteorologie",
    "statistics": "Statistik",
    "companies": "Unternehmen und Eigentümerschaft von Unternehmen",
    "mobility": "Mobilität",
}
"""Titles of the categories of the annex to Implementing Regulation (EU) 2023/138."""

HVD_THESAURUS = ("High-value dataset categories", "2023-09-05")

FREQUENCIES = {
    "CONT": "continual",
    "DAILY": "daily",
    "WEEKLY": "weekly",
    "MONTHLY": "monthly",
    "QUARTERLY": "quarterly",
    "ANNUAL_2": "biannually",
    "ANNUAL": "annually",
    "IRREG": "irregular",
    "NEVER": "notPlanned",
}
"""Frequencies of the EU's vocabulary in ISO's code list; others are unknown."""
