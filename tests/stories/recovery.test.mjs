// A recovery file: what is not sent of a visit, kept outside the browser, sealed; opened on another tablet of the same
// person after the first one broke.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { openBrowser } from "../fixtures/browser.mjs";
import { PASSPHRASE, makeReady, openForm, openTablet, startService, textField } from "../fixtures/locked.mjs";
import { signIn } from "../fixtures/people.mjs";
import { says, status } from "../fixtures/tablet.mjs";

const WORDS = "Canary-9K2: the back step is loose since Sunday";
let server;
let first;
let second;
let file;

before(async () => { server = await startService(); });
after(async () => {
  for (const browser of [first, second]) await browser?.close();
  await server?.close();
});

const noted = (page) => page.locator("main .item", { has: page.locator("textarea") }).first();
const sheet = (page) => page.getByRole("dialog", { name: "Open a recovery file" });
const told = (page, words) => page.locator("main [role=status]", { hasText: words }).waitFor();

async function goToNotSent(page) {
  await page.getByRole("link", { name: /Saving state: / }).first().click();
  await page.getByRole("heading", { name: "Not sent", level: 1 }).waitFor();
}

async function open(page, name, contents, passphrase) {
  await goToNotSent(page);
  await page.getByRole("button", { name: "Open a recovery file" }).click();
  await sheet(page).getByLabel("Recovery file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: contents });
  await sheet(page).getByLabel("Passphrase of the tablet it comes from", { exact: true }).fill(passphrase);
  await sheet(page).getByRole("button", { name: "Open the file" }).click();
}

test("without signal, what is not sent of a visit is kept as a file that tells nothing", async () => {
  first = await openTablet(server);
  const { page } = first;
  await makeReady(page);
  await openForm(page);
  await server.kill();
  await textField(page).fill(WORDS);
  await textField(page).blur();
  await says(noted(page), "On this tablet");
  await goToNotSent(page);
  const keep = page.getByRole("button", { name: /^Keep a recovery file: / });
  const name = (await keep.getAttribute("aria-label")).split(": ")[1].split(",")[0];
  const [download] = await Promise.all([page.waitForEvent("download"), keep.click()]);
  await told(page, "Only Threshold with your passphrase opens it");
  assert.match(download.suggestedFilename(), /^threshold-\d{4}-\d{2}-\d{2}-\d{4}\.recovery$/);
  file = readFileSync(await download.path());
  for (const words of [WORDS, WORDS.slice(0, 10), name]) {
    assert.equal(file.includes(words), false, `the file tells ${words}`);
  }
  assert.deepEqual(first.troubles, []);
});

test("another tablet of hers opens it with the passphrase, and it arrives", async () => {
  await first.kill(); // it fell into the bath
  await server.start({ demo: false });
  second = await openTablet(server);
  const { page } = second;
  await makeReady(page);
  await open(page, "photo.jpg", Buffer.from("no such file"), PASSPHRASE);
  await sheet(page).getByText("This is no recovery file of Threshold.").waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.keyboard.press("Escape");
  await open(page, "threshold.recovery", file, "not the passphrase at all");
  await sheet(page).getByText("That passphrase is not right.").waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.keyboard.press("Escape");
  await open(page, "threshold.recovery", file.subarray(0, file.length - 1), PASSPHRASE);
  await sheet(page).getByText("the file is damaged").waitFor();
  await page.keyboard.press("Escape");
  await open(page, "threshold.recovery", file, PASSPHRASE);
  await told(page, "1 change is back and waits to be sent");
  await status(page, "All on the server");
  await page.getByRole("link", { name: "Today" }).first().click();
  await page.locator("article.card").getByRole("link").first().click();
  await page.waitForURL(/visits\/[0-9a-f-]{36}$/);
  await page.locator('main a[href*="/forms/home-visit/"]').first().click();
  await textField(page).waitFor();
  assert.equal(await textField(page).inputValue(), WORDS);
  assert.deepEqual(second.troubles, []);
});

test("opened once more it changes nothing, and the first tablet's own sending is taken for the same", async () => {
  const { page } = second;
  await open(page, "threshold.recovery", file, PASSPHRASE);
  await told(page, "Everything in the file is on this tablet, or was sent from it");
  // The first tablet was only wet.
  await first.reopen();
  await signIn(first.page, server, "therapist");
  await first.page.goto(`${server.url}/app/unsent`);
  await first.page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await first.page.getByRole("button", { name: "Unlock", exact: true }).click();
  await status(first.page, "All on the server");
  await first.page.getByRole("link", { name: /Saving state: / }).first().click();
  assert.equal(await first.page.getByText("two answers differ").count(), 0);
  assert.deepEqual([...first.troubles, ...second.troubles], []);
});

test("somebody else cannot open it", async () => {
  await first.close();
  first = await openBrowser();
  await signIn(first.page, server, "student");
  await makeReady(first.page);
  await open(first.page, "threshold.recovery", file, PASSPHRASE);
  await sheet(first.page).getByText("This file is of somebody else, or of another service.").waitFor();
  assert.deepEqual(first.troubles, []);
});
