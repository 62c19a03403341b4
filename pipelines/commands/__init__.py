"""The commands of `geoportal`, one file per subject; ``pipelines.cli`` puts them together."""
