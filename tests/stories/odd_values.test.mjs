// Values that are unlikely or cannot be right: they are asked about, a check holds for the value that was checked and for
// no other, and large text takes nothing away.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { openBrowser, settled } from "../fixtures/browser.mjs";
import { startServer } from "../fixtures/server.mjs";
import { choose, item, status, visitOfToday } from "../fixtures/tablet.mjs";

const QUESTION = "Narrowest hall width";
const HALL = "forms/home-environment/d";

let server;
let tablet;
let page;
let visit;

before(async () => {
  server = await startServer();
  tablet = await openBrowser();
  page = tablet.page;
  visit = await visitOfToday(page, server, "Home assessment");
  await page.goto(`${visit}/${HALL}`);
  await settled(page);
  await choose(item(page, "Did you see the hall"), "Yes");
});
after(async () => {
  await tablet?.close();
  await server?.close();
});

const width = () => item(page, QUESTION);
const field = () => width().getByRole("textbox").first();
const keep = () => width().getByRole("button", { name: "Keep it", exact: true });
const checked = () => width().getByText("Checked, and kept as it is.");

test("an unlikely value is kept once somebody says so, and another one is asked about again", async () => {
  await field().fill("99999");
  await keep().click();
  await checked().waitFor();
  await field().fill("88888");
  await keep().waitFor();
  assert.equal(await checked().count(), 0);
});

test("letters where a number belongs are marked as a mistake, also after the page was loaded anew", async () => {
  await field().fill("abc");
  await field().blur();
  const message = width().locator(".message--needed", { hasText: "figures" });
  await message.waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await status(page, "All on the server");
  await page.reload();
  await settled(page);
  await message.waitFor();
});

test("the pad asks about a value that is too low before it goes on, and shows every figure of a long one", async () => {
  await width().getByRole("link", { name: /^Measure/ }).click();
  await page.locator("#pad-value").waitFor();
  const pad = page.url();
  for (const key of ["4", "3"]) await page.locator(".pad__keys").getByRole("button", { name: key, exact: true }).click();
  await page.locator("#next").click();
  await page.locator(".pad__unlikely").getByText(/is outside what this usually is/).waitFor();
  assert.equal(page.url(), pad, "it went on");
  for (const size of [{ width: 1180, height: 820 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    await page.locator("#pad-value").fill("1650.5");
    const fits = await page.locator("#pad-value").evaluate((input) => input.scrollWidth <= input.clientWidth);
    assert.ok(fits, `cut off at ${size.width}`);
  }
  await page.setViewportSize({ width: 1180, height: 820 });
});

test("letters on the pad are told before it goes on, and figures typed after Next go into the next value", async () => {
  await page.goto(`${visit}/measure/person-measures/i-pm-popliteal-left`);
  await settled(page);
  const value = page.locator("#pad-value");
  const pad = page.url();
  await value.fill("-50abc");
  await page.locator("#next").click();
  await page.locator(".message--needed", { hasText: "figures" }).waitFor();
  assert.equal(page.url(), pad, "it went on");
  for (const size of [{ width: 390, height: 844 }, { width: 820, height: 1180 }, { width: 1180, height: 820 }]) {
    await page.setViewportSize(size);
    await value.fill("400");
    await page.evaluate(() => scrollTo(0, 0));
    const bottom = await page.locator("#next").evaluate((next) => next.getBoundingClientRect().bottom);
    assert.ok(bottom <= size.height, `Next ends at ${bottom} of ${size.height}`);
  }
  await value.press("Enter");
  await page.waitForFunction((pad) => location.href !== pad && document.activeElement?.id === "pad-value", pad);
  await page.keyboard.type("410");
  assert.equal(await value.inputValue(), "410");
});

test("with the largest text the ways to the house and to what is missing are still there", async () => {
  await page.evaluate(() => localStorage.setItem("threshold.text", JSON.stringify("160")));
  await page.goto(`${visit}/${HALL}`);
  await settled(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.text), "160");
  for (const size of [{ width: 1180, height: 820 }, { width: 820, height: 1180 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(size);
    for (const name of [/^House/, /^Missing/]) {
      const tool = page.locator(".tools").getByRole("link", { name });
      assert.ok(await tool.isVisible(), `${name} at ${size.width}`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `wider than ${size.width}`);
  }
  assert.deepEqual(tablet.troubles, []);
});
