-- rejects/summary.csv: how many rows, of which file and for which reason. In: the tables of pick.sql, and rows.csv.
DROP TABLE IF EXISTS rows;
CREATE TABLE rows(file, line, reason, row);
.import --csv --skip 1 rows.csv rows
.mode csv
.separator "," "\n"
.output summary.csv
.print source,path,what,reason,count,nights
-- a reason without the place and the bytes that it is about: column 3: no number: 13,06l.2
WITH reason AS (
    SELECT file, CASE WHEN reason GLOB 'column [0-9]*: *' THEN substr(reason, instr(reason, ': ') + 2) ELSE reason END AS reason
    FROM rows)
SELECT source, path, 'file' AS what, reason, 1 AS count, nights FROM sources WHERE state IN ('refused', 'held')
UNION ALL
SELECT coalesce(s.source, ''), r.file, 'row',
    CASE WHEN instr(r.reason, ': ') THEN substr(r.reason, 1, instr(r.reason, ': ') - 1) ELSE r.reason END AS class, count(*), ''
FROM reason AS r LEFT JOIN sources AS s ON s.path = r.file GROUP BY r.file, class
ORDER BY 1, 2, 3, 4;
.output
.print end
