-- After many rows: what autovacuum would do within a minute, in the publication itself, so that its first search is as
-- fast as all others. Plans need to know how common words are, and a GIN index reads what it keeps pending row by row.
-- Whoever is counting already (autovacuum, another publication) does not make this one wait.
ANALYZE (SKIP_LOCKED) portal.search (dataset, version, kind, key, words);
SELECT gin_clean_pending_list('portal.search_words_idx'), gin_clean_pending_list('portal.search_address_words_idx')
