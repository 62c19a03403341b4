-- The reader sees what is published and which version is live; portal.finding names records and stays closed.
-- Rights on a layer's public columns are given by its publication.
GRANT USAGE ON SCHEMA data, portal TO geoportal_reader;
GRANT SELECT ON portal.publication, portal.live TO geoportal_reader;
