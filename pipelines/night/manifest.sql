-- manifest.json. In: the tables of pick.sql, and what `manifest` wrote.
DROP TABLE IF EXISTS stage; CREATE TABLE stage(stage, status, came, went, refused);
DROP TABLE IF EXISTS time; CREATE TABLE time(stage, status, milliseconds);
DROP TABLE IF EXISTS size; CREATE TABLE size(file, bytes);
DROP TABLE IF EXISTS sum; CREATE TABLE sum(sha256, file);
DROP TABLE IF EXISTS tool; CREATE TABLE tool(sha256, file);
DROP TABLE IF EXISTS run; CREATE TABLE run(release, date, last, version, started, seconds, run);
.import --csv --skip 1 stages.csv stage
.import --ascii times.us time
.import --ascii sizes.us size
.import --ascii sums.us sum
.import --ascii tools.us tool
.import --ascii run.us run
.mode list
.output manifest.json
SELECT json_object('release', release, 'date', date, 'previous', last, 'run', run, 'version', version, 'started', started,
    'seconds', CAST(seconds AS INTEGER),
    'inputs', (SELECT json_group_array(json_object('path', path, 'source', source, 'sha256', sha256, 'bytes', CAST(bytes AS INTEGER),
        'delivered', delivered, 'state', state, 'status', made.status, 'records', sources.records, 'rejected', sources.rejected,
        'used', used, 'result', sources.result, 'reason', reason))
        FROM (SELECT * FROM sources ORDER BY path) AS sources LEFT JOIN made ON made.result = sources.result),
    'stages', (SELECT json_group_array(json_object('stage', stage.stage, 'status', CAST(stage.status AS INTEGER), 'in', CAST(came AS INTEGER),
        'out', CAST(went AS INTEGER), 'refused', CAST(refused AS INTEGER), 'milliseconds', CAST(milliseconds AS INTEGER)))
        FROM stage LEFT JOIN time ON time.stage = stage.stage),
    'files', (SELECT json_group_array(json_object('file', file, 'bytes', CAST(bytes AS INTEGER), 'sha256', sha256))
        FROM (SELECT * FROM sum JOIN size USING (file) ORDER BY file)),
    'tools', (SELECT json_group_object(file, sha256) FROM (SELECT * FROM tool ORDER BY file)))
FROM run;
.output
.print end
