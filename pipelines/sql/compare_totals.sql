SELECT added, changed, removed, total - added - changed AS unchanged
FROM (
    SELECT
        count(*) FILTER (WHERE change = 'added') AS added,
        count(*) FILTER (WHERE change = 'changed') AS changed,
        count(*) FILTER (WHERE change = 'removed') AS removed,
        (SELECT count(*) FROM {new}) AS total
    FROM change
) AS counted
