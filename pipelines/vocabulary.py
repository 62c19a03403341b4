"""Words that other catalogues understand: the vocabularies of the EU, INSPIRE and DCAT-AP.de for a layer's metadata."""

from typing import Literal

Frequency = Literal[
    "CONT",
    "DAILY",
    "WEEKLY",
    "MONTHLY",
    "QUARTERLY",
    "ANNUAL_2",
    "ANNUAL",
    "BIENNIAL",
    "IRREG",
    "NEVER",
    "UNKNOWN",
]  # EU vocabulary "frequency", which DCAT-AP.de asks for
DcatTheme = Literal[
    "AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN"
]  # EU vocabulary "data-theme"
InspireTheme = Literal[
    "rs", "gg", "gn", "au", "ad", "cp", "tn", "hy", "ps",
    "el", "lc", "oi", "ge",
    "su", "bu", "so", "lu", "hh", "us", "ef", "pf", "af", "pd", "am", "nz", "ac", "mf", "of", "sr", "br", "hb", "sd",
    "er", "mr",
]  # fmt: skip  # the 34 themes of annexes I, II and III to Directive 2007/2/EC, by the codes of INSPIRE's registry
HvdCategory = Literal["geospatial", "earth-observation", "meteorological", "statistics", "companies", "mobility"]
"""The categories of the annex to Regulation (EU) 2023/138."""
