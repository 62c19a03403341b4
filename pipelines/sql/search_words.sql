-- All words of a version's rows. Addresses have those of their streets, and numbers are no words.
INSERT INTO portal.search_word (dataset, version, word)
SELECT CAST(:dataset AS text), CAST(:version AS int), word
FROM ts_stat(format(
    'SELECT words FROM portal.search WHERE dataset = %L AND version = %s AND kind <> ''address''',
    CAST(:dataset AS text), CAST(:version AS int)
))
WHERE word ~ '^[a-z]{3,40}$'
ON CONFLICT DO NOTHING
