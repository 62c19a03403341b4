"""What has changed between two versions of a layer, and which versions there are."""
