// Bad input at the sync routes of the real binary: a 4xx with a reason in JSON, never a 5xx, nothing lost.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { startServer } from "../fixtures/server.mjs";

let server;
let therapist;
let student;

before(async () => {
  server = await startServer();
  therapist = await cookieOf("therapist");
  student = await cookieOf("student");
});
after(() => server?.close());

async function cookieOf(account) {
  const body = new URLSearchParams({ email: `${account}@demo.example`, password: server.password });
  const answer = await fetch(`${server.url}/api/office/sign-in`, { method: "POST", body, redirect: "manual" });
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("threshold="));
  assert.ok(cookie, "signing in sets a cookie");
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Lax/);
  return cookie.split(";")[0];
}

const push = (cookie, body) => fetch(`${server.url}/api/v1/sync/push`, {
  method: "POST", body, headers: { cookie, "content-type": "application/json" },
});

const pull = async (cookie) => (await fetch(`${server.url}/api/v1/sync/pull?cursor=0`, { headers: { cookie } })).json();

function answers(client, seqs, change = {}) {
  const mutations = seqs.map((seq) => ({
    id: randomUUID(), client_id: client, seq, visit: change.visit ?? randomUUID(), base: null, made_at: new Date().toISOString(),
    schema: 1, change: { kind: "answer-set", form: "home-visit", path: "v-leaflet#note", answer: [{ string: "Kept" }], ...change.change },
  }));
  return JSON.stringify({ epoch: null, client_id: client, mutations });
}

/** A refusal of ours: 4xx, and an envelope that says why. */
async function refused(answer, status, code) {
  assert.equal(answer.status, status);
  const refusal = await answer.json();
  assert.equal(refusal.envelope, "threshold.refusal.v1");
  assert.equal(refusal.code, code);
  assert.ok(refusal.reason.length > 5);
  return refusal;
}

test("without a session nothing is taken and nothing is told", async () => {
  await refused(await push("", answers(randomUUID(), [1])), 401, "sign-in");
  await refused(await fetch(`${server.url}/api/v1/sync/pull?cursor=0`), 401, "sign-in");
  await refused(await fetch(`${server.url}/api/v1/forms/home-visit/1.0.0`), 401, "sign-in");
});

test("no answer about anybody is kept by the browser's cache", async () => {
  for (const path of ["/api/v1/sync/pull?cursor=0", "/caseload", "/review"]) {
    const answer = await fetch(server.url + path, { headers: { cookie: therapist }, redirect: "manual" });
    assert.equal(answer.headers.get("cache-control"), "no-store", path);
  }
});

test("half a JSON, another JSON and nothing at all are refused with a reason", async () => {
  for (const body of ['{"epoch": null, "client_', "[]", "{}", "", '"text"']) {
    await refused(await push(therapist, body), 400, "not-json");
  }
});

test("10 MB are refused and the connection goes on", async () => {
  const answer = await push(therapist, "x".repeat(10 * 1024 * 1024)).catch(() => undefined);
  if (answer) assert.equal(answer.status, 413);
  assert.equal((await fetch(`${server.url}/health/live`)).status, 200);
});

test("out of order, twice, from the future and from a stranger", async () => {
  const client = randomUUID();
  const { visits } = await pull(therapist);
  const visit = visits.find((pack) => pack.card.state === "started")?.card.id;
  assert.ok(visit, "the demo has a started visit");
  const gap = await refused(await push(therapist, answers(client, [3])), 409, "gap");
  assert.equal(gap.expected_seq, 1);
  await refused(await push(therapist, answers(client, [2, 1])), 400, "malformed");

  const once = answers(client, [1], { visit });
  const first = await (await push(therapist, once)).json();
  const again = await (await push(therapist, once)).json();
  assert.deepEqual(again.receipts, first.receipts, "the same push gives the same answer");
  assert.equal(first.receipts[0].outcome, "applied");

  await refused(await push(student, answers(client, [2])), 403, "stranger");
  const future = JSON.parse(answers(client, [2], { visit }));
  future.mutations[0].schema = 99;
  await refused(await push(therapist, JSON.stringify(future)), 409, "schema");
  const other = { ...JSON.parse(answers(client, [2], { visit })), epoch: randomUUID() };
  const epoch = await refused(await push(therapist, JSON.stringify(other)), 409, "epoch");
  assert.equal(epoch.epoch, first.epoch);
});

test("what cannot go into the record is held, not lost", async () => {
  const client = randomUUID();
  const reply = await (await push(therapist, answers(client, [1]))).json();
  assert.equal(reply.receipts[0].outcome, "held");
  assert.match(reply.receipts[0].reason, /not known|not yours/);
});

test("a role without the right is told so, and pages of others do not exist", async () => {
  const admin = await cookieOf("admin");
  await refused(await fetch(`${server.url}/api/v1/sync/pull?cursor=0`, { headers: { cookie: admin } }), 403, "role");
  const person = await fetch(`${server.url}/people/${randomUUID()}`, { headers: { cookie: admin, accept: "text/html" } });
  assert.equal(person.status, 404);
});

test("a form posted from another site is turned away", async () => {
  const answer = await fetch(`${server.url}/api/v1/session/end`, {
    method: "POST", headers: { cookie: therapist, origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
  });
  assert.equal(answer.status, 403);
});

test("nothing of what was said went into the log", () => {
  assert.doesNotMatch(server.log, /Kept|SIDDIQUI|Siddiqui/);
});
