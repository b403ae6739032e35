// DuckDB's sum by columns of CSV files. usage: node duckdb-sum.cjs THREADS COLUMNS FILE (or a pattern of files)
const { DuckDBInstance } = require("@duckdb/node-api");
const [threads, by, file] = process.argv.slice(2);
(async () => {
    const instance = await DuckDBInstance.create(":memory:", { threads });
    const connection = await instance.connect();
    await connection.run(`copy (select ${by}, sum(value) as value
        from read_csv('${file}') group by all order by all) to '/dev/stdout' (header)`);
})();
