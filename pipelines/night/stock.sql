-- What there is to read tonight: the contents in the inbox, and those in use in the last release.
CREATE TABLE seen(path PRIMARY KEY, raw, theme, sha256, bytes);
CREATE TABLE barred(path PRIMARY KEY, bytes, reason);
CREATE TABLE before(path PRIMARY KEY, source, theme, sha256, bytes, delivered, state, records, rejected, usual, nights,
    used, result, reason);
CREATE TABLE withdrawn(path, sha256);
CREATE TABLE accepted(path, sha256);
CREATE TABLE pattern(source, glob);
CREATE TABLE night(key, date, before_date);
.import --ascii seen.us seen
.import --ascii barred.us barred
.import --ascii withdrawn.us withdrawn
.import --ascii accepted.us accepted
.import --csv --skip 1 pattern.csv pattern
.import --ascii night.us night
.import --csv --skip 1 before.csv before

-- the folder of what is made of a content depends on all that decides what is made
CREATE TABLE candidate AS
WITH content(path, theme, raw, sha256) AS (
    SELECT path, theme, raw, sha256 FROM seen
    UNION ALL
    SELECT path, theme, '', used FROM before
    WHERE used <> '' AND NOT EXISTS (SELECT 1 FROM seen WHERE seen.path = before.path AND seen.sha256 = before.used)
)
SELECT path, theme, raw, sha256, substr(sha256, 1, 16) || '-' ||
    substr(lower(hex(sha3(path || char(31) || theme || char(31) || key, 256))), 1, 16) AS result
FROM content, night
WHERE (path, sha256) NOT IN (SELECT path, sha256 FROM withdrawn);
CREATE INDEX candidate_path ON candidate(path, sha256);

.mode tabs
.output jobs.tsv
SELECT result, sha256, theme, path, raw FROM candidate ORDER BY result;
.output
.print end
