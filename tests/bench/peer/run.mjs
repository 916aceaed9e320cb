// One push of the peer: node run.mjs FOLDER EVENTS CLIENTS
// EVENTS is a file with one JSON event a line; each client holds an equal share in its own LevelDB before the
// clock starts, then all replicate at once. One JSON line on stdout says what it took.
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import PouchDB from "pouchdb";

const BATCH = 500;
const [folder, events, clients] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const lines = (await readFile(events, "utf8")).trim().split("\n");
const share = lines.length / clients;

const center = fork(new URL("center.mjs", import.meta.url), [`${folder}/center`]);
const [{ port }] = await once(center, "message");
const ask = async () => {
  center.send("count");
  return (await once(center, "message"))[0];
};
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const offices = [];
for (let number = 0; number < clients; number += 1) {
  const docs = lines.slice(number * share, (number + 1) * share).map((line) => {
    const event = JSON.parse(line);
    return { _id: event.id, ...event };
  });
  const office = new PouchDB(`${folder}/office-${number}`);
  await office.bulkDocs(docs);
  offices.push(office);
}
const url = `http://127.0.0.1:${port}/city`;
await new PouchDB(url).info(); // the database is made before the clock starts

const before = await ask();
const mine = cpu();
const begun = performance.now();
const took = await Promise.all(
  offices.map(async (office) => {
    const done = await office.replicate.to(url, { batch_size: BATCH });
    return { written: done.docs_written, failed: done.doc_write_failures, ms: performance.now() - begun };
  }),
);
const seconds = (performance.now() - begun) / 1000;
const clientCpu = cpu() - mine;
const after = await ask();
const { doc_count: kept } = await new PouchDB(url).info();

console.log(
  JSON.stringify({
    docs: took.reduce((sum, one) => sum + one.written, 0),
    failed: took.reduce((sum, one) => sum + one.failed, 0),
    kept,
    seconds,
    ms: took.map((one) => one.ms),
    sent: after.read - before.read,
    requests: after.requests - before.requests,
    client_cpu: clientCpu,
    center_cpu: after.cpu - before.cpu,
    center_mb: after.rss,
  }),
);
center.disconnect();
process.exit(0);
