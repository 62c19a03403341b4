-- The layer itself, in both languages.
INSERT INTO portal.search (dataset, version, feature, kind, label, detail, folded, words)
SELECT
    :dataset, :version, NULL, 'layer', :label, :detail, folded,
    setweight(to_tsvector('simple', portal.fold(:label)), 'A')
    || setweight(to_tsvector('german', folded), 'B') || setweight(to_tsvector('simple', folded), 'C')
FROM portal.fold(:all) AS folded
