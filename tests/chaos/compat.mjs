// What earlier releases left on tablets, with unsent work: this release opens each of them without signal,
// shows the words that were not sent, and hands everything over once the server is there.
import { keptOnTablet, openBrowser, settled } from "../fixtures/browser.mjs";
import { signIn } from "../fixtures/people.mjs";
import { startServer } from "../fixtures/server.mjs";
import { keptTablets, put } from "../fixtures/stored_tablet.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

trials("compat", 1);
const verdict = new Verdict();
const tablets = keptTablets();
verdict.expect(tablets.length > 0, "no release has left anything");
const server = await startServer();
for (const { release, address, words, photos, n_waiting, stored } of tablets) {
  const tablet = await openBrowser();
  const { page } = tablet;
  // The web files of this release, without anybody's data.
  await page.goto(`${server.url}/app/today`);
  await keptOnTablet(page);
  await page.goto(`${server.url}/offline`);
  await page.evaluate(() => new Promise((resolve, reject) => {
    const gone = indexedDB.deleteDatabase("threshold");
    gone.onsuccess = resolve;
    gone.onerror = () => reject(gone.error);
  }));
  await put(page, stored);
  await server.kill();
  await page.goto(`${server.url}${address}`);
  await settled(page);
  const field = page.locator("main textarea");
  const shown = await field.first().waitFor().then(() => field.evaluateAll((fields) => fields.map((field) => field.value)), () => []);
  verdict.expect(shown.includes(words), `${release}: its words are not shown`);
  verdict.expect(await page.locator("main .photos img").count() === photos.length, `${release}: its ${photos.length} photos are not shown`);
  await page.getByRole("link", { name: new RegExp(`Saving state: ${n_waiting} `) }).first().waitFor()
    .catch(() => verdict.expect(false, `${release}: it does not say that ${n_waiting} things wait`));
  // Its service is not there any more: this one takes the work over and holds it.
  await server.start();
  await signIn(page, server, "therapist");
  await page.goto(`${server.url}/app/unsent`);
  await page.getByText(/Held: /).first().waitFor({ timeout: 60_000 }).catch(() => verdict.expect(false, `${release}: nothing is held`));
  const visit = address.match(/visits\/([0-9a-f-]{36})/)[1];
  for (const sha256 of photos) {
    const until = Date.now() + 30_000;
    let stored;
    do {
      stored = (await page.request.head(`${server.url}/api/v1/photos/${visit}/${sha256}/upload`, { headers: { "tus-resumable": "1.0.0" } })).headers();
    } while (stored["upload-offset"] !== stored["upload-length"] && Date.now() < until);
    verdict.expect(stored["upload-length"] > 0 && stored["upload-offset"] === stored["upload-length"], `${release}: a photo did not arrive`);
  }
  const rows = await (await page.request.get(`${server.url}/api/v1/sync/pull?cursor=0`)).json();
  verdict.expect(rows.envelope === "threshold.pull.v1", `${release}: the server does not answer`);
  const left = await page.locator("main .lines .line", { hasText: /change|photo/ }).filter({ hasText: "Waiting for signal" }).count();
  verdict.expect(left === 0, `${release}: ${left} visits still wait`);
  verdict.expect(tablet.troubles.length === 0, `${release}: ${tablet.troubles.join("\n")}`);
  await tablet.close();
}
await server.close();
verdict.close(`compat: ${tablets.length} releases (${tablets.map(({ release }) => release).join(", ")})`);
