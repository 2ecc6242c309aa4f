// The browser throws away what a tablet has stored, in part or in whole. It is told, with the time of the
// last sending; nothing is made anew in silence, and nothing that the server has is missing afterwards.
import { begin, makeReady, passphrase, textField, tryToUnlock } from "../fixtures/locked.mjs";
import { status } from "../fixtures/tablet.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

/** What a browser may throw away; the database is in each, or nothing of the work would be gone. */
const LOSSES = ["indexeddb", "indexeddb,local_storage", "indexeddb,cache_storage,local_storage", "indexeddb,cache_storage,service_workers,local_storage"];

const { n, dice } = trials("evict", 2);
const verdict = new Verdict();
const { server, tablet, address } = await begin();
const { page, context } = tablet;

for (let trial = 1; trial <= n; trial += 1) {
  const words = `On the server before loss ${trial}.`;
  await textField(page).fill(words);
  await textField(page).blur();
  await status(page, "All on the server");
  const lost = LOSSES[dice.between(0, LOSSES.length - 1)];
  const session = await context.newCDPSession(page);
  await page.goto("about:blank");
  await session.send("Storage.clearDataForOrigin", { origin: server.url, storageTypes: lost });
  await page.goto(`${server.url}/app/today`);
  const told = await page.getByRole("heading", { name: "This tablet has lost its stored work" }).waitFor().then(() => true, () => false);
  verdict.expect(told, `trial ${trial} (${lost}): the loss was not told`);
  if (!told) break;
  verdict.expect(await page.getByText(/Work last sent: /).count() === 1, `trial ${trial}: no time of the last sending`);
  await page.getByRole("button", { name: "I have read this" }).click();
  await makeReady(page);
  await page.goto(address);
  await tryToUnlock(page);
  await passphrase(page).waitFor({ state: "detached" });
  const shown = await textField(page).waitFor().then(() => textField(page).inputValue());
  verdict.expect(shown === words, `trial ${trial} (${lost}): what was on the server is not back`);
}
verdict.expect(tablet.troubles.length === 0, tablet.troubles.join("\n"));
await tablet.close();
await server.close();
verdict.close(`evict: ${n} losses`);
