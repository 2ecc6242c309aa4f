// The server is killed under load at random moments, and what it acknowledged must be there when it is
// back: the same push gets the same answer, nothing is taken twice, and the records are sound.
// `THRESHOLD_CHAOS_DATABASE` names a database other than the SQLite file of the trial.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { BINARY, pause, startServer } from "../fixtures/server.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

const N_TABLETS = 6;
const AT_ONCE = 5;
const IN_A_PUSH = 200;

const { n, dice } = trials("server-kill", 8);
const verdict = new Verdict();
const server = await startServer({ database: process.env.THRESHOLD_CHAOS_DATABASE });
const cookie = await signIn();
const visits = (await (await fetch(`${server.url}/api/v1/sync/pull?cursor=0`, { headers: { cookie } })).json()).visits
  .filter(({ card }) => ["planned", "started"].includes(card.state)).map(({ card }) => card.id);
const tablets = Array.from({ length: N_TABLETS }, () => ({ client: randomUUID(), sent: [], pending: [], acknowledged: new Map() }));

for (let trial = 1; trial <= n; trial += 1) {
  const load = { over: false };
  const working = tablets.map((tablet) => work(tablet, load));
  await pause(dice.between(30, 900));
  await server.kill();
  load.over = true;
  await Promise.all(working);
  await server.start();
  for (const tablet of tablets) await check(tablet, tablet.sent.slice(-IN_A_PUSH), `trial ${trial}`);
}

let n_acknowledged = 0;
for (const tablet of tablets) {
  // What was under way is sent again, as a tablet does; then the whole of it is asked for once more.
  for (let idx = 0; idx < tablet.pending.length; idx += IN_A_PUSH) await push(tablet, tablet.pending.slice(idx, idx + IN_A_PUSH));
  tablet.sent.push(...tablet.pending.splice(0));
  for (let idx = 0; idx < tablet.sent.length; idx += IN_A_PUSH) await check(tablet, tablet.sent.slice(idx, idx + IN_A_PUSH), "in the end");
  n_acknowledged += tablet.acknowledged.size;
  verdict.expect(tablet.acknowledged.size === tablet.sent.length, `${tablet.sent.length} sent, ${tablet.acknowledged.size} acknowledged`);
}
await server.stop();
const sound = run("check");
verdict.expect(/sound/.test(sound), sound);
verdict.expect(n_acknowledged > n, "there was hardly any load");
await server.close();
verdict.close(`server-kill: ${n} kills, ${n_acknowledged} changes acknowledged`);

function run(command) {
  try {
    return execFileSync(BINARY, [command, "--database", server.database, "--data", server.data], { encoding: "utf8" });
  } catch (error) {
    return `${command} failed: ${error.stdout}${error.stderr}`;
  }
}

async function signIn() {
  const body = new URLSearchParams({ email: "therapist@demo.example", password: server.password });
  const answer = await fetch(`${server.url}/api/office/sign-in`, { method: "POST", body, redirect: "manual" });
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

/** Writes and sends until the server is gone. */
async function work(tablet, load) {
  while (!load.over) {
    if (!tablet.pending.length) {
      for (let idx = 0; idx < dice.between(1, AT_ONCE); idx += 1) tablet.pending.push(change(tablet));
    }
    if (!await push(tablet, tablet.pending)) return;
    tablet.sent.push(...tablet.pending.splice(0));
  }
}

function change(tablet) {
  const seq = tablet.sent.length + tablet.pending.length + 1;
  return {
    id: randomUUID(), client_id: tablet.client, seq, visit: visits[seq % visits.length], base: null,
    made_at: new Date().toISOString(), schema: 1,
    change: { kind: "answer-set", form: "home-visit", path: "v-present-name", answer: [{ string: `said ${seq}` }] },
  };
}

async function push(tablet, mutations) {
  const answer = await fetch(`${server.url}/api/v1/sync/push`, {
    method: "POST", headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({ epoch: null, client_id: tablet.client, mutations }),
  }).then(async (answer) => ({ status: answer.status, body: await answer.json() })).catch(() => undefined);
  if (!answer) return false;
  verdict.expect(answer.status === 200, `a push was answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 200)}`);
  if (answer.status !== 200) return false;
  for (const receipt of answer.body.receipts) {
    const before = tablet.acknowledged.get(receipt.id);
    const now = JSON.stringify(receipt);
    verdict.expect(before === undefined || before === now, `${receipt.id} was answered otherwise before: ${before} ${now}`);
    tablet.acknowledged.set(receipt.id, now);
  }
  return true;
}

/** Sends again what was acknowledged: the answer must be the one of then. */
async function check(tablet, mutations, when) {
  if (!mutations.length) return;
  verdict.expect(await push(tablet, mutations), `${when}: the server did not take again what it had acknowledged`);
}
