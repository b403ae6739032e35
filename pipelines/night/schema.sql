-- The tables of dataset.db: every release of the data set since the first. views.sql has what to ask first.
-- Columns have the names of the CSV columns that they were loaded from, and hold their bytes: figures are TEXT, as
-- published. extra is a JSON object of the columns that have no place of their own, without the empty ones.

CREATE TABLE releases (
    number INTEGER PRIMARY KEY,     -- 1, 2, 3 ...: their order
    release TEXT NOT NULL UNIQUE,   -- its folder, such as 2026-11-25.1
    date TEXT NOT NULL,             -- of the run
    previous TEXT,                  -- the release before it
    observations INTEGER NOT NULL,  -- rows of its files; NULL: it had no such file
    sources INTEGER,
    findings INTEGER,
    alerts INTEGER,
    targets INTEGER,
    conflicts INTEGER,
    rejects INTEGER
);

-- One row for as long as a record stayed the same in every column. A record that changes closes its row, and opens
-- one that says whom it replaces.
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    region TEXT NOT NULL,
    region_code TEXT NOT NULL,
    indicator TEXT NOT NULL,
    indicator_code TEXT NOT NULL,
    item TEXT NOT NULL,
    period TEXT NOT NULL,
    measure TEXT NOT NULL,
    against TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    bound TEXT NOT NULL,
    status TEXT NOT NULL,
    resolution TEXT NOT NULL,
    source TEXT NOT NULL,
    line INTEGER NOT NULL,
    text TEXT NOT NULL,
    sources INTEGER NOT NULL,
    derived TEXT NOT NULL,
    published TEXT NOT NULL,
    published_region TEXT NOT NULL,
    extra TEXT NOT NULL,
    first_release TEXT NOT NULL,    -- the first that has it
    last_release TEXT,              -- the last that has it; NULL: it is still published
    replaces INTEGER                -- the row of the same thing that was published before, if there was one
);

-- The other files of each release. The row numbers follow the files.
CREATE TABLE sources (
    release TEXT NOT NULL,
    path TEXT NOT NULL, source TEXT NOT NULL, theme TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
    delivered TEXT NOT NULL, state TEXT NOT NULL, records INTEGER NOT NULL, rejected INTEGER NOT NULL,
    usual INTEGER NOT NULL, nights INTEGER NOT NULL, used TEXT NOT NULL, result TEXT NOT NULL, reason TEXT NOT NULL,
    extra TEXT NOT NULL
);
CREATE TABLE findings (
    release TEXT NOT NULL,
    severity TEXT NOT NULL, rule TEXT NOT NULL, region TEXT NOT NULL, indicator TEXT NOT NULL, item TEXT NOT NULL,
    period TEXT NOT NULL, measure TEXT NOT NULL, against TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL,
    bound TEXT NOT NULL, status TEXT NOT NULL, expected_low TEXT NOT NULL, expected_high TEXT NOT NULL,
    source TEXT NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL, inputs TEXT NOT NULL, what TEXT NOT NULL,
    extra TEXT NOT NULL
);
CREATE TABLE alerts (
    release TEXT NOT NULL,
    severity TEXT NOT NULL, rule TEXT NOT NULL, region TEXT NOT NULL, indicator TEXT NOT NULL, item TEXT NOT NULL,
    period TEXT NOT NULL, measure TEXT NOT NULL, against TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL,
    bound TEXT NOT NULL, status TEXT NOT NULL, resolution TEXT NOT NULL, source TEXT NOT NULL, line INTEGER NOT NULL,
    text TEXT NOT NULL, extra TEXT NOT NULL
);
CREATE TABLE targets (
    release TEXT NOT NULL,
    region TEXT NOT NULL, region_code TEXT NOT NULL, indicator TEXT NOT NULL, indicator_code TEXT NOT NULL,
    item TEXT NOT NULL, period TEXT NOT NULL, measure TEXT NOT NULL, against TEXT NOT NULL, value TEXT NOT NULL,
    unit TEXT NOT NULL, bound TEXT NOT NULL, status TEXT NOT NULL, resolution TEXT NOT NULL, source TEXT NOT NULL,
    line INTEGER NOT NULL, text TEXT NOT NULL, base TEXT NOT NULL, base_period TEXT NOT NULL, latest TEXT NOT NULL,
    latest_period TEXT NOT NULL, path TEXT NOT NULL, expected TEXT NOT NULL, gap TEXT NOT NULL, done TEXT NOT NULL,
    elapsed TEXT NOT NULL, needed TEXT NOT NULL, needed_unit TEXT NOT NULL, verdict TEXT NOT NULL,
    inputs TEXT NOT NULL, extra TEXT NOT NULL
);
CREATE TABLE conflicts (
    release TEXT NOT NULL,
    region TEXT NOT NULL, indicator TEXT NOT NULL, item TEXT NOT NULL, period TEXT NOT NULL, measure TEXT NOT NULL,
    against TEXT NOT NULL, unit TEXT NOT NULL, value TEXT NOT NULL, bound TEXT NOT NULL, status TEXT NOT NULL,
    resolution TEXT NOT NULL, source TEXT NOT NULL, line INTEGER NOT NULL, sources INTEGER NOT NULL,
    kind TEXT NOT NULL, other_value TEXT NOT NULL, other_bound TEXT NOT NULL, other_status TEXT NOT NULL,
    other_resolution TEXT NOT NULL, other_source TEXT NOT NULL, other_line INTEGER NOT NULL,
    other_sources INTEGER NOT NULL, difference TEXT NOT NULL, relative TEXT NOT NULL, extra TEXT NOT NULL
);
-- rejects/rows.csv: the refused row, as it came, is in row
CREATE TABLE rejects (
    release TEXT NOT NULL,
    file TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, row TEXT NOT NULL, extra TEXT NOT NULL
);
CREATE TABLE stages (
    release TEXT NOT NULL,
    stage TEXT NOT NULL, status INTEGER NOT NULL, "in" INTEGER NOT NULL, "out" INTEGER NOT NULL,
    refused INTEGER NOT NULL, extra TEXT NOT NULL
);
