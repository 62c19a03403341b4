-- What the portal must know of a database before it uses it. :reader is the name of the reader's role.
SELECT
    current_setting('server_version_num')::int / 10000 AS server,
    current_setting('server_encoding') AS encoding,
    pg_is_in_recovery() AS standby,
    current_database()::text AS database,
    current_user::text AS publisher,
    (SELECT extversion FROM pg_extension WHERE extname = 'postgis') AS postgis,
    ARRAY(SELECT extname::text FROM pg_extension WHERE extname = ANY (:extensions)) AS extensions,
    ARRAY(SELECT name::text FROM pg_available_extensions WHERE name = ANY (:extensions)) AS available,
    to_regtype('geometry') IS NOT NULL AS postgis_visible,
    has_database_privilege(current_database(), 'CREATE') AS may_create,
    ARRAY(
        SELECT nspname::text FROM pg_namespace WHERE nspname IN ('data', 'portal') ORDER BY nspname
    ) AS schemas,
    ARRAY(
        SELECT nspname::text FROM pg_namespace
        WHERE nspname IN ('data', 'portal') AND NOT pg_has_role(current_user, nspowner, 'USAGE')
        ORDER BY nspname
    ) AS foreign_schemas,
    (SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = :reader) AS reader,
    (
        SELECT count(*) = 8
        FROM pg_roles AS reader
        CROSS JOIN LATERAL (
            SELECT oid FROM pg_namespace
            WHERE nspname IN ('data', 'portal') AND has_schema_privilege(reader.oid, oid, 'USAGE')
            UNION ALL
            SELECT relation.oid FROM pg_class AS relation
            JOIN pg_namespace AS space ON space.oid = relnamespace
            WHERE nspname = 'portal' AND relname IN ('publication', 'live', 'found', 'found_word')
            AND (relrowsecurity OR relkind = 'v') AND has_column_privilege(reader.oid, relation.oid, 'dataset', 'SELECT')
            UNION ALL
            SELECT relation.oid FROM pg_class AS relation
            JOIN pg_namespace AS space ON space.oid = relnamespace
            WHERE nspname = 'portal' AND relname IN ('plan_version', 'plan_attachment')
            AND relrowsecurity AND has_column_privilege(reader.oid, relation.oid, 'plan', 'SELECT')
        ) AS granted
        WHERE rolname = :reader
    ) AS granted
