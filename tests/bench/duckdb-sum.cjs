// DuckDB's sum by three columns of a CSV file, with one thread. usage: ZB_DUCKDB=DIR node duckdb-sum.cjs FILE
// DIR is where `npm install @duckdb/node-api` was run.
const { createRequire } = require("module");
const { DuckDBInstance } = createRequire(process.env.ZB_DUCKDB + "/")("@duckdb/node-api");
(async () => {
    const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
    const connection = await instance.connect();
    await connection.run(`copy (select region, indicator, period, sum(value) as value
        from read_csv('${process.argv[2]}') group by all order by all) to '/dev/stdout' (header)`);
})();
