// What belongs to the person more than to the visit: measures of the last visit are taken over with one tap, say where
// they come from, and can be taken back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { openBrowser, settled } from "../fixtures/browser.mjs";
import { startServer } from "../fixtures/server.mjs";
import { item, says, status, visitOfToday } from "../fixtures/tablet.mjs";

let server;
let tablet;
let page;

before(async () => {
  server = await startServer();
  tablet = await openBrowser();
  page = tablet.page;
  await page.goto(`${await visitOfToday(page, server, "Review visit")}/forms/person-measures/pm-body`);
  await settled(page);
});
after(async () => {
  await tablet?.close();
  await server?.close();
});

const offer = () => page.getByRole("button", { name: "Take them over" });
const height = () => item(page, "Height");

test("what was measured at the last visit is taken over, says so, and the focus goes to its first question", async () => {
  await offer().waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.equal(await height().locator("input").first().inputValue(), "");
  await offer().focus();
  await page.keyboard.press("Enter");
  await offer().waitFor({ state: "detached" });
  assert.equal(await height().locator("input").first().inputValue(), "1560");
  assert.match(await height().locator("textarea").inputValue(), /^From the visit of Hannah Okonjo-Reid on \d+ \w+ \d{4}$/);
  assert.ok(await height().evaluate((item) => item.contains(document.activeElement)), "the focus is on what was taken over");
  await says(height(), /On this tablet|On the server/);
  await status(page, "All on the server");
  assert.deepEqual(await axeFindings(page), []);
});

test("one step back takes all of it away again, and the offer is there as before", async () => {
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await offer().waitFor();
  assert.equal(await height().locator("input").first().inputValue(), "");
  assert.deepEqual(tablet.troubles, []);
});
