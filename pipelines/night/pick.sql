-- Which content of each path is in the data set tonight, and why. In: the tables of stock.sql, and what was read.
CREATE TABLE made(result PRIMARY KEY, status INTEGER, records INTEGER, rejected INTEGER);
CREATE TABLE refused(result PRIMARY KEY, reason);
.import --ascii made.us made
.import --ascii refused.us refused

CREATE TABLE path AS
SELECT path FROM seen UNION SELECT path FROM barred UNION SELECT path FROM before;

-- the source that comes again: the first pattern that fits, else the path without its ending, digits and what parts them
CREATE TABLE source AS
WITH RECURSIVE bare(path, stem, rest) AS (
    SELECT path, '', CASE WHEN path GLOB '*.*' AND instr(replace(path, rtrim(path, replace(path, '.', '')), ''), '/') = 0
        THEN rtrim(rtrim(path, replace(path, '.', '')), '.') ELSE path END FROM path
    UNION ALL
    SELECT path, stem || CASE WHEN substr(rest, 1, 1) GLOB '[0-9年月日]' THEN '' ELSE substr(rest, 1, 1) END, substr(rest, 2)
    FROM bare WHERE rest <> ''
)
SELECT path, coalesce(
    (SELECT source FROM pattern WHERE path GLOB glob ORDER BY pattern.rowid LIMIT 1),
    rtrim(stem, ' -_.()/（）第')) AS source
FROM bare WHERE rest = '';
CREATE INDEX source_path ON source(path);

-- the median, the lower one of two, of what the files of a source had
CREATE TABLE usual AS
SELECT source, records FROM (
    SELECT source, CAST(records AS INTEGER) AS records,
        row_number() OVER (PARTITION BY source ORDER BY CAST(records AS INTEGER), path) AS place,
        count(*) OVER (PARTITION BY source) AS files
    FROM before WHERE used <> '')
WHERE place = (files + 1) / 2;

CREATE TABLE today AS
SELECT path.path, source.source, coalesce(seen.theme, before.theme, '') AS theme,
    coalesce(seen.sha256, '') AS sha256, coalesce(seen.bytes, barred.bytes, '') AS bytes,
    candidate.result, made.records, made.rejected, made.status,
    -- what was delivered under this name before is the best measure of what comes again
    coalesce(CASE WHEN before.used <> '' THEN CAST(before.records AS INTEGER) END, usual.records) AS usual,
    coalesce(before.used, '') AS used_before,
    CASE
    WHEN barred.path IS NOT NULL THEN 'refused'
    WHEN seen.path IS NULL THEN 'gone'
    WHEN candidate.path IS NULL THEN 'withdrawn'
    WHEN made.result IS NULL THEN 'refused'
    WHEN seen.sha256 = before.used THEN 'unchanged'
    WHEN EXISTS (SELECT 1 FROM accepted AS a WHERE a.path = path.path AND a.sha256 = seen.sha256) THEN 'accepted'
    WHEN made.records = 0 THEN 'empty'
    WHEN 2 * made.records <= coalesce(CASE WHEN before.used <> '' THEN CAST(before.records AS INTEGER) END, usual.records, 0) THEN 'half'
    ELSE 'taken' END AS found,
    coalesce(barred.reason, refused.reason, '') AS reason
FROM path JOIN source USING (path) LEFT JOIN seen USING (path) LEFT JOIN barred USING (path) LEFT JOIN before USING (path)
LEFT JOIN usual ON usual.source = source.source
LEFT JOIN candidate ON candidate.path = path.path AND candidate.sha256 = seen.sha256
LEFT JOIN made ON made.result = candidate.result
LEFT JOIN refused ON refused.result = candidate.result;

-- what was refused or held leaves its path with the content of the last release
CREATE TABLE sources AS
WITH use AS (
    SELECT today.*, CASE WHEN found IN ('unchanged', 'accepted', 'taken') THEN sha256
        WHEN found <> 'withdrawn' AND EXISTS (SELECT 1 FROM candidate AS c JOIN made USING (result)
            WHERE c.path = today.path AND c.sha256 = used_before) THEN used_before
        ELSE '' END AS used
    FROM today
)
SELECT use.path, use.source, use.theme, use.sha256, use.bytes,
    CASE WHEN use.sha256 = '' THEN coalesce(before.delivered, '')
        WHEN before.sha256 = use.sha256 THEN before.delivered ELSE night.date END AS delivered,
    CASE WHEN found IN ('empty', 'half') THEN 'held'
        WHEN found IN ('accepted', 'taken') AND before.path IS NULL THEN 'new'
        WHEN found IN ('accepted', 'taken') THEN 'changed'
        WHEN found = 'gone' AND use.used = '' THEN 'withdrawn'
        ELSE found END AS state,
    coalesce(used_made.records, 0) AS records, coalesce(used_made.rejected, 0) AS rejected,
    coalesce(use.usual, '') AS usual,
    CASE WHEN found NOT IN ('empty', 'half', 'refused') THEN 0
        WHEN night.date = night.before_date AND CAST(before.nights AS INTEGER) > 0 THEN CAST(before.nights AS INTEGER)
        ELSE coalesce(CAST(before.nights AS INTEGER), 0) + 1 END AS nights,
    use.used, coalesce(in_use.result, '') AS result,
    CASE found WHEN 'empty' THEN 'no records' WHEN 'half' THEN use.records || ' records, ' || use.usual || ' are usual'
        ELSE use.reason END AS reason
FROM use, night LEFT JOIN before ON before.path = use.path
LEFT JOIN candidate AS in_use ON in_use.path = use.path AND in_use.sha256 = use.used
LEFT JOIN made AS used_made ON used_made.result = in_use.result
ORDER BY use.path;
DELETE FROM sources WHERE state = 'withdrawn' AND sha256 = '' AND used = '';

.mode tabs
.output used
SELECT result FROM sources WHERE used <> '' ORDER BY path;
.mode list
.separator "\037" "\n"
.output states
SELECT sources.state, sources.nights, coalesce(today.status, 2), path, sources.source, sources.records, sources.rejected, sources.usual, sources.reason
FROM sources JOIN today USING (path, source) LEFT JOIN before USING (path)
WHERE sources.state <> 'unchanged' AND NOT (sources.state IN ('gone', 'withdrawn') AND before.state IS sources.state) ORDER BY path;
.output decided.tsv
SELECT path, sha256, used, result, reason FROM sources ORDER BY path;
.mode tabs
.output quarantine.tsv
SELECT path, sha256 FROM sources WHERE state IN ('refused', 'held') AND sha256 <> '' ORDER BY path;
.output results.tsv
SELECT path, result FROM sources WHERE used <> '' ORDER BY path;
.output tried.tsv
SELECT path, result FROM candidate WHERE result IN (SELECT result FROM refused) ORDER BY path;
.output records
SELECT coalesce(sum(records), 0) FROM sources WHERE used <> '';
.mode csv
.separator "," "\n"
.output sources.csv
.print path,source,theme,sha256,bytes,delivered,state,records,rejected,usual,nights,used,result,reason
SELECT * FROM sources ORDER BY path;
.output
.print end
