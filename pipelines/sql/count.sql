-- For psql: statistics of all of the portal's tables, and of nothing else that may be in the database.
SELECT format('ANALYZE %I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('data', 'portal') \gexec
