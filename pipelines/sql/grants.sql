-- The reader sees what is published for everybody and which version of it is live. Definitions with their internal
-- fields, sources, reports and the names of publishers stay closed, so do all rows of internal layers.
-- Rights on a layer's public columns are given by its publication.
GRANT USAGE ON SCHEMA data, portal TO geoportal_reader;
REVOKE ALL ON ALL TABLES IN SCHEMA portal FROM geoportal_reader;
GRANT SELECT (
    dataset, version, features, identity, public_definition, style, data_date, finished_at, checked_at,
    records_loaded, bbox, reach
) ON portal.publication TO geoportal_reader;
GRANT SELECT ON portal.live, portal.found, portal.found_word TO geoportal_reader;

ALTER TABLE portal.publication ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS public_only ON portal.publication;
CREATE POLICY public_only ON portal.publication FOR SELECT TO geoportal_reader
USING (public_definition IS NOT NULL);

ALTER TABLE portal.live ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS public_only ON portal.live;
CREATE POLICY public_only ON portal.live FOR SELECT TO geoportal_reader
USING (EXISTS (
    SELECT FROM portal.publication WHERE publication.dataset = live.dataset AND publication.version = live.version
));

-- Of development plans, the version that is live, without the names of those who sent and imported it.
GRANT SELECT (
    plan, number, digest, class_name, name, nummer, xplan_version, rechtsstand, rechtsstand_words, dates, scope,
    document, report, imported_at
) ON portal.plan_version TO geoportal_reader;
GRANT SELECT ON portal.plan_attachment, portal.plan_live TO geoportal_reader;

ALTER TABLE portal.plan_version ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS live_only ON portal.plan_version;
CREATE POLICY live_only ON portal.plan_version FOR SELECT TO geoportal_reader
USING (EXISTS (
    SELECT FROM portal.plan_live WHERE plan_live.plan = plan_version.plan AND plan_live.number = plan_version.number
));

ALTER TABLE portal.plan_attachment ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS live_only ON portal.plan_attachment;
CREATE POLICY live_only ON portal.plan_attachment FOR SELECT TO geoportal_reader
USING (EXISTS (
    SELECT FROM portal.plan_live
    WHERE plan_live.plan = plan_attachment.plan AND plan_live.number = plan_attachment.number
));

GRANT SELECT ON portal.plan_object, portal.plan_tile TO geoportal_reader;

-- Which features changed is known of public layers' versions alone.
GRANT SELECT ON portal.feature_change TO geoportal_reader;

ALTER TABLE portal.feature_change ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS public_only ON portal.feature_change;
CREATE POLICY public_only ON portal.feature_change FOR SELECT TO geoportal_reader
USING (EXISTS (
    SELECT FROM portal.publication
    WHERE publication.dataset = feature_change.dataset AND publication.version = feature_change.version
));
