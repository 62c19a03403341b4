-- The layer itself, in both languages: title, title and keywords, and its description, which says most but means least.
INSERT INTO portal.search (dataset, version, feature, kind, label, detail, place, key, words)
SELECT
    :dataset, :version, NULL, 'layer', :label, :detail, '', portal.key(:label),
    setweight(to_tsvector('simple', title), 'A')
    || setweight(to_tsvector('german', named), 'B') || setweight(to_tsvector('simple', named), 'C')
    || setweight(to_tsvector('german', described), 'D') || setweight(to_tsvector('simple', described), 'D')
FROM portal.fold(:title) AS title, portal.fold(:named) AS named, portal.fold(:described) AS described
