"""Which fields of a layer people find its features by."""

from pipelines.definition import Dataset, Field

ADDRESS = ("strasse", "hausnummer", "zusatz")
"""Fields that together are an address, as people say it."""


def searched(dataset: Dataset) -> tuple[str, ...]:
    """Return the fields whose words find a feature, the one that names it first; none may be internal.

    By default those of the info that hold words; a layer whose features have codes alone has no names to look for.
    """
    public = dataset.public_fields
    if dataset.search is not None:
        return tuple(name for name in dataset.search if name in public)
    wordy = [name for name in dataset.info_fields if name in public and _has_words(name, public[name])]
    naming = [name for name in wordy if public[name].codes is None or name in dataset.key_fields]
    return (*naming, *(name for name in wordy if name not in naming)) if naming else ()


def has_addresses(dataset: Dataset) -> bool:
    """Whether each feature of a layer is an address, by which people find it."""
    return dataset.inspire_theme == "ad" and {"strasse", "hausnummer"} <= set(searched(dataset))


def has_streets(dataset: Dataset) -> bool:
    """Whether a layer's features are parts of streets, which people find as wholes, and not railways or ways."""
    names = searched(dataset)
    if dataset.inspire_theme != "tn" or not dataset.geometry.endswith("LineString") or not names:
        return False
    title = dataset.fields[names[0]].title
    return names[0] == "strasse" or bool(title and title.de == "Straße")


def _has_words(name: str, field: Field) -> bool:
    return name in ADDRESS or field.type == "text"
