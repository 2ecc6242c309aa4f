// Two tablets on one visit behind a network that cuts, delays, swallows replies and answers for the
// server. Nothing reads "on the server" that is not there, and when the network is good again both
// tablets and the server have the same words, each once.
import { keptOnTablet, openBrowser, settled } from "../fixtures/browser.mjs";
import { signIn } from "../fixtures/people.mjs";
import { pause, startServer } from "../fixtures/server.mjs";
import { openCard, status } from "../fixtures/tablet.mjs";
import { faultProxy } from "../fixtures/fault_proxy.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

const N_EDITS = 4;
/** A tablet that failed again and again lies down for half a minute before it tries once more; a visit is read after that. */
const UNTIL_SENT = { timeout: 90_000 };

const { n, dice } = trials("network", 2);
const verdict = new Verdict();
const server = await startServer();
const proxy = await faultProxy(server.port, dice);
const outside = { url: `http://127.0.0.1:${proxy.port}`, password: server.password };
const tablets = [await begin(0), await begin(1)];
const cookie = (await tablets[0].browser.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
let n_edits = 0;
let n_claims = 0;

for (let trial = 1; trial <= n; trial += 1) {
  proxy.bad = true;
  proxy.renew();
  await Promise.all(tablets.map((tablet) => edit(tablet, trial)));
  proxy.bad = false;
  proxy.renew();
  await Promise.all(tablets.map(({ page }) => status(page, "All on the server", UNTIL_SENT)));
  const kept = await onServer();
  for (const { words, name } of tablets) {
    const heads = kept.filter((head) => head.includes(words));
    verdict.expect(heads.length === 1, `trial ${trial}: the last words of ${name} are ${heads.length} times on the server`);
  }
}
// Both show both.
for (const { page } of tablets) {
  await page.reload();
  await settled(page);
  for (const { words } of tablets) await page.waitForFunction((words) => [...document.querySelectorAll("main textarea")].some((field) => field.value === words), words, { timeout: 20_000 }).catch(() => {});
  const shown = await page.locator("main .item textarea").evaluateAll((fields) => fields.map((field) => field.value));
  for (const { words, name } of tablets) verdict.expect(shown.includes(words), `the words of ${name} are not on both tablets`);
}
// A few storms may pass without them; ten may not.
verdict.expect(n < 10 || n_claims > 0, "nothing ever read that it is on the server");
verdict.expect(n < 10 || proxy.met.size > 4, "hardly any fault was met");
for (const { browser } of tablets) {
  verdict.expect(browser.troubles.length === 0, browser.troubles.join("\n"));
  await browser.close();
}
proxy.close();
await server.close();
console.log([...proxy.met].map(([fault, times]) => `${fault} ${times}`).join(", "));
verdict.close(`network: ${n} storms, ${n_edits} edits, ${n_claims} times "on the server"`);

async function begin(idx) {
  const browser = await openBrowser({ size: "landscape" });
  const { page } = browser;
  await signIn(page, outside, "therapist");
  await page.getByText("Everything for today is on this tablet.").waitFor();
  await keptOnTablet(page);
  await openCard(page, "Home assessment");
  await page.waitForURL(/visits\/[0-9a-f-]{36}$/);
  await page.locator('main a[href*="/forms/home-visit/"]').first().click();
  const note = page.getByRole("button", { name: "Add note" }).nth(idx);
  const item = page.locator("main .item").filter({ has: page.getByRole("button", { name: "Add note" }) }).nth(idx);
  const id = await item.getAttribute("id");
  await note.click();
  return { browser, page, name: `tablet ${idx + 1}`, item: page.locator(`[id="${id}"]`), words: "" };
}

async function edit(tablet, trial) {
  const field = tablet.item.locator("textarea");
  for (let idx = 1; idx <= N_EDITS; idx += 1) {
    tablet.words = `${tablet.name} wrote ${trial}.${idx}`;
    await field.fill(tablet.words);
    await field.blur();
    n_edits += 1;
    await pause(dice.between(100, 4000));
    // What it says of itself is compared with the server, past the bad network.
    if (await tablet.item.locator(".state--server").count()) {
      n_claims += 1;
      const kept = await onServer();
      verdict.expect(kept.some((head) => head.includes(tablet.words)), `${tablet.words}: said to be on the server, and is not`);
    }
  }
}

/** Every current answer at the server, as text. */
async function onServer() {
  const reply = await (await fetch(`${server.url}/api/v1/sync/pull?cursor=0`, { headers: { cookie } })).json();
  return reply.visits.flatMap(({ fields }) => fields.flatMap(({ heads }) => heads.map((head) => JSON.stringify(head.answer))));
}
