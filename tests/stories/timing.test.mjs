// The time of a timed task is taken by the stopwatch of the pad: it runs on while another page is open and after the page
// was loaded anew, gives seconds and nothing about what they mean, and can be typed instead.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { openBrowser, settled } from "../fixtures/browser.mjs";
import { pause, startServer } from "../fixtures/server.mjs";
import { item, status, visitOfToday } from "../fixtures/tablet.mjs";

let server;
let tablet;
let page;
let area;

before(async () => {
  server = await startServer();
  tablet = await openBrowser();
  page = tablet.page;
  area = `${await visitOfToday(page, server, "Home assessment")}/forms/home-visit/v-observed`;
  await page.goto(area);
  await settled(page);
});
after(async () => {
  await tablet?.close();
  await server?.close();
});

const button = (name) => page.getByRole("button", { name, exact: true });
const shown = () => page.getByRole("timer").locator(".pad__value").textContent().then(Number);
const value = () => page.getByRole("textbox", { name: /in seconds$/ });

test("the stopwatch starts with one press and shows the seconds", async () => {
  await page.getByRole("button", { name: /^Add: Timed task/ }).click();
  await item(page, "Seconds").getByRole("link", { name: "Stopwatch: seconds" }).click();
  await button("Start").waitFor();
  assert.deepEqual(await axeFindings(page), []);
  const box = await button("Start").boundingBox();
  assert.ok(box.height >= 96, `the button is ${box.height} high`);
  await button("Start").click();
  await button("Stop").waitFor();
  assert.ok(await button("Stop").evaluate((stop) => stop === document.activeElement), "the focus stays on the button");
  assert.deepEqual(await axeFindings(page), []);
  await pause(1_200);
  assert.ok(await shown() >= 1, "it runs");
});

test("it runs on while another page is open, and after the page was loaded anew", async () => {
  const before = await shown();
  const pad = page.url();
  await page.goto(area);
  await settled(page);
  await page.goto(pad);
  await button("Stop").waitFor();
  assert.ok(await shown() > before, "it began anew");
});

test("its start lies in the tablet's store, not beside it", async () => {
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("stopwatch"))), []);
});

test("the result is kept to a tenth of a second, and another try takes its place", async () => {
  const least = await shown();
  await button("Stop").click();
  await button("Again").waitFor();
  const first = Number(await value().inputValue());
  assert.ok(first >= least && /^\d+(\.\d)?$/.test(await value().inputValue()), await value().inputValue());
  await status(page, "All on the server");
  await button("Again").click();
  await pause(400);
  await button("Stop").click();
  await button("Again").waitFor();
  const second = Number(await value().inputValue());
  assert.ok(second > 0.3 && second < first, `${second} after ${first}`);
});

test("a start that the tablet cannot keep is told, and the stopwatch runs while its page is open", async () => {
  await status(page, "All on the server");
  // The disk is full: whatever is written from here on is refused, as IndexedDB refuses it.
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    window.makeRoom = () => { IDBObjectStore.prototype.put = put; };
    IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); };
  });
  await button("Again").click();
  const alert = page.getByRole("alert").filter({ hasText: "The stopwatch could not be kept on this tablet: no room." });
  await alert.waitFor();
  await button("Stop").waitFor();
  assert.deepEqual(await axeFindings(page), []);
  const before = await shown();
  await pause(300);
  assert.ok(await shown() > before, "it runs");
  await page.evaluate(() => window.makeRoom());
  await alert.getByRole("button", { name: "Close", exact: true }).click();
  await alert.waitFor({ state: "detached" });
  await button("Stop").click();
  await button("Again").waitFor();
});

test("the seconds can be typed instead, and the page says nothing about what they mean", async () => {
  await button("Type it instead").click();
  await value().fill("14.2");
  await button("Use the stopwatch").waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.equal(await page.getByText(/risk|normal|slow|fall/i).count(), 0);
  await status(page, "All on the server");
  await page.reload();
  assert.equal(await value().inputValue(), "14.2");
  assert.deepEqual(tablet.troubles, []);
});
