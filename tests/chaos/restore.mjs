// The drill: a backup is made at night, people work on, the database is gone, the backup is restored. What
// tablets had sent in between comes back from them by itself.
import { execFileSync } from "node:child_process";
import { BINARY } from "../fixtures/server.mjs";
import { begin, textField } from "../fixtures/locked.mjs";
import { status } from "../fixtures/tablet.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

const { n, dice } = trials("restore", 1);
const verdict = new Verdict();
const { server, tablet } = await begin();
const { page } = tablet;
const cookie = (await tablet.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
let words = "";

for (let trial = 1; trial <= n; trial += 1) {
  await write(`Before the backup of night ${trial}.`);
  const file = `${server.data}/night-${trial}.backup`;
  threshold("backup", "--to", file);
  for (let idx = 0; idx < dice.between(1, 5); idx += 1) await write(`After the backup of night ${trial}: ${idx}.`);

  const before = await onServer();
  await server.kill();
  server.database = `sqlite://${server.data}/restored-${trial}.db`;
  threshold("restore", "--from", file);
  await server.start({ demo: false });
  verdict.expect(!(await onServer()).includes(words), `night ${trial}: nothing was lost, so nothing is proved`);
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  const until = Date.now() + 60_000;
  while (!(await onServer()).includes(words) && Date.now() < until) await page.waitForTimeout(300);
  verdict.expect((await onServer()).includes(words), `night ${trial}: the last words did not come back`);
  verdict.expect((await onServer()).length === before.length, `night ${trial}: there were ${before.length} answers`);
  await status(page, "All on the server");
  verdict.expect(await textField(page).inputValue() === words, `night ${trial}: the tablet shows other words`);
}
const sound = threshold("check");
verdict.expect(/sound/.test(sound), sound);
verdict.expect(tablet.troubles.length === 0, tablet.troubles.join("\n"));
await tablet.close();
await server.close();
verdict.close(`restore: ${n} nights, work after each`);

async function write(text) {
  words = text;
  await textField(page).fill(text);
  await textField(page).blur();
  await page.locator(".state--server").first().waitFor();
  await status(page, "All on the server");
}

function threshold(command, ...words) {
  return execFileSync(BINARY, [command, "--database", server.database, "--data", server.data, ...words], { encoding: "utf8" });
}

/** The words of every current answer at the server. */
async function onServer() {
  const reply = await (await fetch(`${server.url}/api/v1/sync/pull?cursor=0`, { headers: { cookie } })).json();
  return reply.visits.flatMap(({ fields }) => fields.flatMap(({ heads }) => heads.map((head) => head.answer[0]?.string))).filter(Boolean);
}
