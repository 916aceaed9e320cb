// The peer's center: express-pouchdb over LevelDB in the folder given, in a process of its own.
// It tells its parent the port it got, and on every message the bytes it read and its CPU so far.
import { once } from "node:events";
import express from "express";
import expressPouchDB from "express-pouchdb";
import PouchDB from "pouchdb";

const Stored = PouchDB.defaults({ prefix: `${process.argv[2]}/` });
const app = express();
let requests = 0;
app.use((_request, _response, next) => {
  requests += 1;
  next();
});
app.use(expressPouchDB(Stored, { inMemoryConfig: true, logPath: "/dev/null" }));

const sockets = new Set();
const server = app.listen(0, "127.0.0.1");
server.on("connection", (socket) => sockets.add(socket));
await once(server, "listening");

process.on("message", () => {
  const read = [...sockets].reduce((sum, socket) => sum + socket.bytesRead, 0);
  const { user, system } = process.cpuUsage();
  process.send({ read, requests, cpu: (user + system) / 1e6, rss: process.memoryUsage.rss() / 1e6 });
});
process.on("disconnect", () => process.exit(0));
process.send({ port: server.address().port });
