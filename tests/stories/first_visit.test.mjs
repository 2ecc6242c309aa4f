// A tablet that is new to the app, on a signal that costs or fails: what is needed comes once, and "everything" is not said
// before the app itself is there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { keptOnTablet, openBrowser } from "../fixtures/browser.mjs";
import { faultProxy } from "../fixtures/fault_proxy.mjs";
import { enter } from "../fixtures/people.mjs";
import { pause, startServer } from "../fixtures/server.mjs";

let server;
before(async () => { server = await startServer(); });
after(async () => { await server?.close(); });

/** Signs in on a new tablet, through a proxy that may refuse some addresses. */
async function onNewTablet(refuses, happens) {
  const proxy = await faultProxy(server.port);
  const tablet = await openBrowser();
  proxy.refuses = refuses;
  try {
    // What is refused keeps the page busy: a test says itself what it waits for.
    await enter(tablet.page, { ...server, url: `http://127.0.0.1:${proxy.port}` }, "therapist");
    await happens(tablet.page, proxy);
    assert.deepEqual(tablet.troubles, []);
  } finally {
    await tablet.close();
    proxy.close();
  }
}

const everything = (page) => page.getByText("Everything for today is on this tablet.");

test("what a first visit has fetched is not fetched again to be kept, and forms come together", () => onNewTablet(undefined, async (page, proxy) => {
  await everything(page).waitFor();
  await keptOnTablet(page);
  const twice = proxy.asked.filter((address, at) => address.startsWith("/pkg/") && proxy.asked.indexOf(address) !== at);
  assert.deepEqual(twice, []);
  assert.ok(proxy.asked.some((address) => /field_bg\.wasm$/.test(address)), "the proxy saw the app pass by");
  const forms = proxy.asked.flatMap((address, at) => address.startsWith("/api/v1/forms/") ? [at] : []);
  assert.ok(forms.length > 1 && new Set(forms.map((at) => proxy.asked[at])).size === forms.length, "each form once");
  const kept = proxy.asked.findIndex((address) => address === "/sw.js");
  assert.ok(kept > Math.max(...forms), "the page has what it shows before the app is kept");
}));

test("visits without the app are not everything: the page says so, and the app is fetched again", () => onNewTablet(/library\.json/, async (page, proxy) => {
  await page.locator("article.card").first().waitFor();
  await page.getByText("Getting the app.").waitFor();
  while (!proxy.asked.some((address) => proxy.refuses.test(address))) await pause(100);
  // A worker whose set did not come whole is no worker.
  await page.waitForFunction(async () => !await navigator.serviceWorker.getRegistration());
  assert.equal(await everything(page).count(), 0);
  proxy.refuses = undefined;
  await everything(page).waitFor({ timeout: 40_000 });
  await keptOnTablet(page);
}));

test("a page that no worker has taken along asks to be taken", () => onNewTablet(undefined, async (page) => {
  await everything(page).waitFor();
  await keptOnTablet(page);
  // As when it was opened in the moment in which the set took over: a page that is loaded by force has no worker.
  const session = await page.context().newCDPSession(page);
  await Promise.all([page.waitForEvent("load"), session.send("Page.reload", { ignoreCache: true })]);
  await keptOnTablet(page);
}));
