// Two tablets, one visit, no signal: no word is lost, two answers that did not see each other stay side
// by side until a person chooses, and the choice reaches both. And two tabs of one tablet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { keptOnTablet, openBrowser, settled } from "../fixtures/browser.mjs";
import { signIn } from "../fixtures/people.mjs";
import { pause, startServer } from "../fixtures/server.mjs";
import { item, openCard, says, status } from "../fixtures/tablet.mjs";

const QUESTION = "How did you make sure you met the right person?";
let server;
let first;
let second;
let address;

before(async () => { server = await startServer(); });
after(async () => {
  for (const browser of [first, second]) await browser?.close();
  await server?.close();
});

const allSent = (page) => status(page, "All on the server");

async function tablet() {
  const browser = await openBrowser({ size: "landscape" });
  await signIn(browser.page, server, "therapist");
  await browser.page.getByText("Everything for today is on this tablet.").waitFor();
  await keptOnTablet(browser.page);
  return browser;
}

async function answer(page, option) {
  await page.goto(address);
  await settled(page);
  await item(page, QUESTION).getByLabel(option).check();
  await says(item(page, QUESTION), "On this tablet");
}

test("without signal, each tablet takes its own answer to the same question", async () => {
  first = await tablet();
  second = await tablet();
  const { page } = first;
  await openCard(page, "Home assessment");
  await page.getByRole("button", { name: "Start the visit" }).click();
  await page.waitForURL("**/forms/home-visit/**");
  address = page.url();
  await allSent(page);
  await server.kill();
  await answer(first.page, "Said name and date of birth");
  await answer(second.page, "Known to me");
});

test("with signal both answers stand side by side, and neither is thrown away", async () => {
  // Each tablet tries by itself sooner or later: the second sleeps until the first has sent.
  await second.page.goto("about:blank");
  await server.start();
  await first.page.reload();
  await allSent(first.page);
  await second.page.goto(address);
  await status(second.page, "\\d+ needs? attention");
  const { page } = second;
  await page.goto(`${server.url}/app/conflicts`);
  await page.getByRole("link", { name: new RegExp(QUESTION.replace("?", "\\?")) }).first().click();
  await settled(page);
  await page.getByText("Said name and date of birth").first().waitFor();
  await page.getByText("Known to me").first().waitFor();
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    assert.deepEqual(await axeFindings(page), [], scheme);
  }
});

test("the choice of a person ends it on both tablets", async () => {
  const { page } = second;
  await page.getByLabel("Why?").fill("She knew me from the spring.");
  await page.getByRole("button", { name: /^Use Known to me/ }).click();
  await page.getByText("No answers differ.").waitFor();
  await allSent(page);
  await first.page.reload();
  await allSent(first.page);
  await first.page.goto(address);
  await settled(first.page);
  const chosen = item(first.page, QUESTION).getByLabel("Known to me");
  await first.page.waitForFunction((input) => input.checked, await chosen.elementHandle());
});

test("two tabs of one tablet show the same words, and each keeps what was typed in it", async () => {
  const other = await first.context.newPage();
  await other.goto(address);
  await settled(other);
  const note = (page) => item(page, QUESTION).getByLabel("Note");
  await item(first.page, QUESTION).getByRole("button", { name: "Add note" }).click();
  await note(first.page).fill("Also showed her bus pass.");
  await says(item(first.page, QUESTION), /On this tablet|On the server/);
  await note(other).waitFor();
  await other.waitForFunction((input) => input.value === "Also showed her bus pass.", await note(other).elementHandle());
  await item(other, QUESTION).getByLabel("Said name and date of birth").check();
  await says(item(other, QUESTION), /On this tablet|On the server/);
  const elsewhere = item(first.page, QUESTION).getByLabel("Said name and date of birth");
  await first.page.waitForFunction((input) => input.checked, await elsewhere.elementHandle());
  assert.equal(await note(first.page).inputValue(), "Also showed her bus pass.");
  assert.deepEqual([...first.troubles, ...second.troubles], []);
});

test("two tabs that type at the same moment keep every letter of both", async () => {
  const other = await first.context.newPage();
  await other.goto(address);
  await settled(other);
  const [one, two] = ["How she is today, in her own words: tired, but glad of the visit.", "The bell is on the left, and she needs a while to come."];
  const boxes = await Promise.all([first.page, other].map(async (page, idx) => {
    const question = page.locator(".item").filter({ has: page.getByRole("button", { name: "Add note" }) }).nth(idx);
    const id = await question.getAttribute("id");
    await question.getByRole("button", { name: "Add note" }).click();
    const box = page.locator(`[id="${id}"]`).getByLabel("Note");
    await box.focus();
    return { page, id, box };
  }));
  await Promise.all(boxes.map(({ page }, idx) => page.keyboard.type([one, two][idx], { delay: 15 })));
  for (const { page, id } of boxes) await page.locator(`[id="${id}"] .state__word`).filter({ hasText: /On this tablet|On the server/ }).first().waitFor();
  await other.close();
  await first.page.reload();
  await settled(first.page);
  const kept = await Promise.all(boxes.map(({ id }) => first.page.locator(`[id="${id}"]`).getByLabel("Note").inputValue()));
  assert.deepEqual(kept, [one, two]);
});

test("what is typed in the moment of leaving is kept", async () => {
  const { page } = first;
  const note = item(page, QUESTION).getByLabel("Note");
  await note.evaluate((field) => {
    for (const words of ["One", "One last", "One last word."]) {
      field.value = words;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    document.querySelector('a[href="/app/unsent"]').click();
  });
  await page.waitForURL("**/app/unsent");
  // The page is left, the app stays open: a moment is enough for what waits.
  await pause(500);
  await page.goto(address);
  await settled(page);
  await page.waitForFunction((field) => field.value === "One last word.", await note.elementHandle());
  assert.deepEqual(first.troubles, []);
});
