// A tablet that is new to the app, on a signal that costs: what is needed comes once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { keptOnTablet, openBrowser } from "../fixtures/browser.mjs";
import { faultProxy } from "../fixtures/fault_proxy.mjs";
import { signIn } from "../fixtures/people.mjs";
import { startServer } from "../fixtures/server.mjs";

let server;
let proxy;
let tablet;

before(async () => {
  server = await startServer();
  proxy = await faultProxy(server.port);
  tablet = await openBrowser();
});
after(async () => {
  await tablet?.close();
  proxy?.close();
  await server?.close();
});

test("what a first visit has fetched is not fetched again to be kept, and forms come together", async () => {
  const { page } = tablet;
  await signIn(page, { ...server, url: `http://127.0.0.1:${proxy.port}` }, "therapist");
  await page.getByText("Everything for today is on this tablet.").waitFor();
  await keptOnTablet(page);
  const twice = proxy.asked.filter((address, at) => address.startsWith("/pkg/") && proxy.asked.indexOf(address) !== at);
  assert.deepEqual(twice, []);
  assert.ok(proxy.asked.some((address) => /field_bg\.wasm$/.test(address)), "the proxy saw the app pass by");
  const forms = proxy.asked.flatMap((address, at) => address.startsWith("/api/v1/forms/") ? [at] : []);
  assert.ok(forms.length > 1 && new Set(forms.map((at) => proxy.asked[at])).size === forms.length, "each form once");
  const kept = proxy.asked.findIndex((address) => address === "/sw.js");
  assert.ok(kept > Math.max(...forms), "the page has what it shows before the app is kept");
  assert.deepEqual(tablet.troubles, []);
});
