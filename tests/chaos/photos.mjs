// Photos over connections that are cut again and again, at any byte, on the way there and on the way back,
// and a server that dies in between. Each arrives whole, and at most one part is sent twice for a cut.
import { createHash } from "node:crypto";
import { openBrowser } from "../fixtures/browser.mjs";
import { signIn } from "../fixtures/people.mjs";
import { photo } from "../fixtures/photo.mjs";
import { pause, startServer } from "../fixtures/server.mjs";
import { keptBytes } from "../fixtures/stored_tablet.mjs";
import { openCard, status } from "../fixtures/tablet.mjs";
import { faultProxy } from "../fixtures/fault_proxy.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

/** As `sync::wire::PHOTO_PART_LIMIT` has it. */
const PART = 256 * 1024;
/** What headers, questions and words take beside a photo, for each connection. */
const BESIDE = 16 * 1024;
const UNTIL_SENT = { timeout: 90_000 };

const { n, dice } = trials("photos", 5);
const verdict = new Verdict();
const server = await startServer();
const proxy = await faultProxy(server.port, dice, { faults: ["cut on the way there", "cut on the way there", "cut on the way back"], most: 1.5 * PART });
const outside = { url: `http://127.0.0.1:${proxy.port}`, password: server.password };
const tablet = await openBrowser();
const { page } = tablet;
await signIn(page, outside, "therapist");
await page.getByText("Everything for today is on this tablet.").waitFor();
await openCard(page, "Home assessment");
await page.waitForURL(/visits\/[0-9a-f-]{36}$/);
await page.locator('main a[href*="/forms/home-visit/"]').first().click();
await page.getByRole("button", { name: "Add note" }).first().waitFor();
const visit = page.url().match(/visits\/([0-9a-f-]{36})/)[1];
const cookie = (await tablet.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
const taken = [];
let n_deaths = 0;

while (proxy.n_cuts < n) {
  const before = { cuts: proxy.n_cuts, bytes: proxy.n_bytes_there, deaths: n_deaths };
  const shot = await photo(page, { seed: dice.between(1, 1e6), width: 1600, height: 1200 });
  // Words first: the photo is what the cuts are for.
  await status(page, "All on the server", UNTIL_SENT);
  const met = [...proxy.met.values()].reduce((sum, times) => sum + times, 0);
  proxy.bad = true;
  proxy.renew();
  const button = taken.length ? page.getByRole("button", { name: "Take another" }) : page.locator("main .item").getByRole("button", { name: "Photo", exact: true }).first();
  const last = page.url();
  const choosing = page.waitForEvent("filechooser");
  await button.click();
  await (await choosing).setFiles({ name: "photo.jpg", mimeType: "image/jpeg", buffer: shot });
  await page.waitForURL((url) => /\/photos\/[0-9a-f]{64}$/.test(url.pathname) && url.href !== last);
  const sha256 = page.url().split("/").at(-1);
  const kept = await keptBytes(page, `photo/${visit}/${sha256}`);
  const size = kept.length;
  verdict.expect(createHash("sha256").update(kept).digest("hex") === sha256, `photo ${taken.length + 1} is kept under another name`);
  taken.push(sha256);
  // Ten cuts each, as many as there are still to come at most; somebody presses "Try now" all the while.
  const enough = Math.min(n, before.cuts + 10);
  const until = Date.now() + 120_000;
  while (proxy.n_cuts < enough && Date.now() < until && !(await isStored(sha256))) {
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await pause(dice.between(100, 900));
    if (dice.between(1, 25) === 1) {
      n_deaths += 1;
      await server.kill();
      await server.start();
    }
  }
  proxy.bad = false;
  proxy.renew();
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await status(page, "All on the server", UNTIL_SENT);
  verdict.expect(await isStored(sha256), `photo ${taken.length} (${sha256.slice(0, 8)}) is said to be on the server, and is not`);
  const n_connections = [...proxy.met.values()].reduce((sum, times) => sum + times, 0) - met;
  const n_cuts = proxy.n_cuts - before.cuts + 4 * (n_deaths - before.deaths);
  const sent = proxy.n_bytes_there - before.bytes;
  const most = size + (n_cuts + 1) * PART + n_connections * BESIDE;
  verdict.expect(sent <= most, `photo ${taken.length}: ${sent} bytes were sent for ${size} with ${n_cuts} cuts`);
}
// All of them again, at the end: whole, and as they were stored.
for (const sha256 of taken) verdict.expect(await isStored(sha256), `${sha256.slice(0, 8)} is gone`);
verdict.expect(tablet.troubles.length === 0, tablet.troubles.join("\n"));
await tablet.close();
proxy.close();
await server.close();
verdict.close(`photos: ${proxy.n_cuts} cuts and ${n_deaths} deaths of the server over ${taken.length} photos`);

/** The server stores a photo only when its bytes have the SHA-256 that was announced. */
async function isStored(sha256) {
  const answer = await fetch(`${server.url}/api/v1/photos/${visit}/${sha256}`, { headers: { cookie } }).catch(() => undefined);
  return answer?.status === 200 && Buffer.from(await answer.arrayBuffer()).subarray(0, 2).equals(Buffer.from([0xff, 0xd8]));
}
