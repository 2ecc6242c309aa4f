// What a tablet really fetches before it works at the door: every file of the kept set and the three
// forms, counted as the bytes of the body on the wire. Fails over the limit.
import { readFileSync, readdirSync } from "node:fs";
import { get } from "node:http";
import { openBrowser } from "../fixtures/browser.mjs";
import { signIn } from "../fixtures/people.mjs";
import { startServer } from "../fixtures/server.mjs";

const LIMIT = 450_000;
const FORMS = new URL("../../app/forms/instruments/", import.meta.url);
const ASSETS = new URL("../../target/site/assets.json", import.meta.url);

const server = await startServer();
const browser = await openBrowser();
await signIn(browser.page, server, "therapist");
const cookie = (await browser.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
await browser.close();

const kept = JSON.parse(readFileSync(ASSETS, "utf8")).field_files;
const forms = readdirSync(FORMS).filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, FORMS), "utf8")))
  .filter((form) => form.resourceType === "Questionnaire")
  .map((form) => `/api/v1/forms/${form.id}/${form.version}`);

let sum = 0;
const failures = [];
for (const path of [...kept, ...forms]) {
  const { status, length, encoding } = await fetched(path);
  if (status !== 200) failures.push(`${path}: ${status}`);
  sum += length;
  console.log(`${path.padEnd(64)} ${kilobytes(length)} ${encoding}`);
}
console.log(`${"in all".padEnd(64)} ${kilobytes(sum)} (limit ${kilobytes(LIMIT).trim()})`);
if (sum > LIMIT) failures.push("the first load is over its limit");
await server.close();
if (failures.length) {
  console.error(failures.join("\n"));
  process.exitCode = 1;
}

function fetched(path) {
  return new Promise((resolve, reject) => {
    get(server.url + path, { headers: { "accept-encoding": "br, gzip", cookie } }, (answer) => {
      let length = 0;
      answer.on("data", (chunk) => { length += chunk.length; });
      answer.on("end", () => resolve({ status: answer.statusCode, length, encoding: answer.headers["content-encoding"] ?? "" }));
    }).on("error", reject);
  });
}

function kilobytes(n_bytes) {
  return `${(n_bytes / 1000).toFixed(1)} kB`.padStart(10);
}
