-- All words of a version's rows. Addresses have those of their streets, and numbers are no words: those that stand
-- before the letters in the order of signs are sorted out before anything else, and what is left is looked at once each.
-- ts_stat() gathers them in a tree that is never balanced: 50,000 numbers in the order of their signs took it 27 s.
INSERT INTO portal.search_word (dataset, version, word)
SELECT CAST(:dataset AS text), CAST(:version AS int), word
FROM (
    SELECT DISTINCT word COLLATE "C" AS word
    FROM portal.search, unnest(tsvector_to_array(words)) AS word
    WHERE dataset = :dataset AND version = :version AND kind <> 'address' AND word COLLATE "C" >= 'a'
    OFFSET 0
) AS written
WHERE word ~ '^[a-z]{3,40}$'
ON CONFLICT DO NOTHING
