// What the office says to those who answer for the service: who looked at a record, what waits and where it leads, and what
// becomes of a press when something is missing or the server is gone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { openBrowser, settled } from "../fixtures/browser.mjs";
import { LINKS, follow, signIn } from "../fixtures/people.mjs";
import { startServer } from "../fixtures/server.mjs";

let server;
before(async () => { server = await startServer(); });
after(async () => { await server?.close(); });

/** In a browser of their own. */
async function as(account, happens) {
  const browser = await openBrowser();
  try {
    await signIn(browser.page, server, account);
    await happens(browser.page);
    assert.deepEqual(browser.troubles, []);
  } finally {
    await browser.close();
  }
}

test("who looked at somebody's record is found by name, and a name stands in no address", async () => {
  let person;
  await as("manager", async (page) => {
    await follow(page, server, { path: "/caseload", links: [LINKS.person] });
    person = await page.getByRole("heading", { level: 1 }).textContent();
    // More than one page of the trail holds.
    const asked = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ search: { words: "" } }) };
    for (let n = 0; n < 60; n += 1) {
      assert.equal(await page.evaluate(async (asked) => (await fetch("/api/office/caseload", asked)).status, asked), 200);
    }
  });
  await as("privacy", async (page) => {
    await page.goto(`${server.url}/audit`);
    await settled(page);
    const [family] = person.split(",");
    await page.getByLabel("About (name or NHS number)").fill(family);
    await page.getByLabel("What", { exact: true }).selectOption({ label: "Person read" });
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText(`About ${person}`).waitFor();
    const rows = page.locator("tbody tr");
    assert.equal(await rows.count(), 1);
    const words = await rows.first().textContent();
    assert.ok(words.includes(person) && words.includes("Person read"), words);
    assert.ok(!page.url().includes(family) && !page.url().includes("?"), page.url());
    assert.deepEqual(await axeFindings(page), []);
    await page.getByLabel("Until", { exact: true }).fill("2020-01-01");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("No row of the trail is like that.").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByRole("button", { name: "Show older rows" }).click();
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length > 200);
  });
});

test("a cost that waits stands on the board and leads to its order", () => as("manager", async (page) => {
  await page.goto(`${server.url}/waiting`);
  await settled(page);
  const cost = page.getByRole("row", { name: /Approval of cost.*whoever approves costs/ }).first();
  await cost.getByRole("link", { name: /^Open/ }).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
  await page.getByRole("button", { name: /^Approve/ }).first().waitFor();
}));

test("what a comment lacks is said where it is missing, and after it the answer is in view again", () => as("supervisor", async (page) => {
  await follow(page, server, { path: "/review", links: [LINKS.review] });
  await page.setViewportSize({ width: 820, height: 1180 });
  const answer = page.locator("article.answer").first();
  await answer.getByRole("button", { name: /^Comment/ }).click();
  await page.getByRole("button", { name: "Add comment" }).click();
  const words = page.locator("#comment-words");
  assert.equal(await words.getAttribute("aria-describedby"), "comment-words-message");
  await page.getByText("Write the comment first.").waitFor();
  await words.fill("Measured with the door open?");
  await page.getByRole("button", { name: "Add comment" }).click();
  await page.locator("fieldset", { hasText: "Kind" }).getByText("Choose what kind of comment it is.").waitFor();
  await page.getByRole("radio", { name: "Question" }).check();
  await page.getByRole("button", { name: "Add comment" }).click();
  await page.locator(".comment", { hasText: "Measured with the door open?" }).waitFor();
  const heading = await answer.getByRole("heading").getAttribute("id");
  await page.waitForFunction((id) => document.activeElement?.id === id, heading);
  await words.fill("a".repeat(6001));
  await page.getByRole("radio", { name: "Question" }).check();
  await page.getByRole("button", { name: "Add comment" }).click();
  await page.getByText("Shorten the comment to 6000 letters").first().waitFor();
  assert.equal((await words.inputValue()).length, 6001, "the words stay");
}));

test("a comment that is begun stays with the answer it was written for", () => as("supervisor", async (page) => {
  await follow(page, server, { path: "/review", links: [LINKS.review] });
  const words = page.getByRole("textbox", { name: /^Comment on/ });
  const choose = async (nth) => {
    const answer = page.locator("article.answer").nth(nth);
    const name = await answer.getByRole("heading").textContent();
    await answer.getByRole("button", { name: /^Comment/ }).click();
    await page.getByRole("textbox", { name: `Comment on ${name.trim()}`, exact: true }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "comment-words");
  };
  await choose(0);
  await page.getByRole("button", { name: "Add comment" }).click();
  await page.getByText("Write the comment first.").waitFor();
  await choose(1);
  assert.equal(await page.getByText("Write the comment first.").count(), 0, "what another answer lacks is not said here");
  await choose(0);
  await words.fill("Meant for the first answer.");
  await page.getByRole("radio", { name: "Change needed" }).check();
  await choose(1);
  assert.equal(await words.inputValue(), "");
  assert.equal(await page.getByRole("radio", { name: "Change needed" }).isChecked(), false);
  assert.deepEqual(await axeFindings(page), []);
  await choose(0);
  assert.equal(await words.inputValue(), "Meant for the first answer.");
  assert.equal(await page.getByRole("radio", { name: "Change needed" }).isChecked(), true);
  // What waits out of sight is not lost without a question.
  await choose(1);
  const review = page.url();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link").first().click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).getByRole("button", { name: "Leave without saving" }).click();
  await page.waitForURL((url) => url.href !== review);
  await settled(page);
}));

test("a family name without an end makes no page wider, and breaks no date beside it", () => as("manager", async (page) => {
  const longName = `${"A".repeat(58)}, Margaret`;
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  await follow(page, server, { path: "/caseload", links: [LINKS.person] });
  await page.locator("h1 > span").last().evaluate((name, longName) => { name.textContent = longName; }, longName);
  for (const width of [390, 720, 820, 1440]) {
    await page.setViewportSize({ width, height: 1000 });
    assert.ok(await fits(), `the person's page at ${width}`);
  }
  await page.goto(`${server.url}/caseload`);
  await settled(page);
  await page.locator("tbody th a").first().evaluate((name, longName) => { name.textContent = longName; }, longName);
  for (const width of [390, 820, 1440]) {
    await page.setViewportSize({ width, height: 1000 });
    assert.ok(await fits(), `the caseload at ${width}`);
    const isCut = await page.locator("table").evaluate((table) => table.offsetWidth > table.parentElement.clientWidth);
    assert.equal(isCut, false, `the table at ${width}`);
  }
}));

test("on a phone a report opens with its tools in view, and reading begins at its heading", () => as("therapist2", async (page) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await follow(page, server, { path: "/caseload", links: [LINKS.person, LINKS.report] });
  await page.waitForFunction(() => document.activeElement?.tagName === "H1" && scrollY === 0);
  assert.ok(await page.getByRole("button", { name: "Print" }).isVisible());
}));

test("signing out without the server says that one is still signed in", () => as("manager", async (page) => {
  await page.goto(`${server.url}/waiting`);
  await settled(page);
  await server.kill();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("The server was not reached: you are still signed in here.").waitFor();
  await server.start();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL((url) => url.pathname === "/sign-in");
}));

test("words that are not sent are asked about before a link, the way out or a lost session takes them", () => as("therapist", async (page) => {
  await follow(page, server, { path: "/caseload", links: [LINKS.person, LINKS.report] });
  const report = page.url();
  await page.goto(`${report.replace(/\/report$/, "")}/addenda/new`);
  await settled(page);
  const words = page.getByLabel("What should be read with it");
  await words.fill("The second rail is on the left.");
  const caseload = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Caseload" });
  const ask = page.getByRole("dialog", { name: "Leave without saving?" });
  await caseload.click();
  await ask.getByRole("button", { name: "Stay on this page" }).click();
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
  assert.equal(await words.inputValue(), "The second rail is on the left.");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.keyboard.press("Escape");
  await ask.waitFor({ state: "hidden" });
  assert.equal(await words.inputValue(), "The second rail is on the left.");
  // Without the kind it comes back: nothing is sent, so leaving still asks.
  await page.getByRole("button", { name: "Sign and add" }).click();
  await page.getByText("Choose what kind of addendum it is.").first().waitFor();
  await caseload.click();
  await ask.waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.keyboard.press("Escape");
  // Signed out in another tab: the words stay, and are sent after signing in there.
  await page.getByRole("radio", { name: "Correction" }).check();
  const other = await page.context().newPage();
  await other.goto(`${server.url}/caseload`);
  await settled(other);
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.waitForURL((url) => url.pathname === "/sign-in");
  await page.getByRole("button", { name: "Sign and add" }).click();
  await page.getByText("You are signed out by now. Sign in in another tab").waitFor();
  assert.equal(await words.inputValue(), "The second rail is on the left.");
  await signIn(other, server, "therapist");
  await page.getByRole("button", { name: "Sign and add" }).click();
  await page.waitForURL(report);
  await page.getByText("The second rail is on the left.").first().waitFor();
  // Sent: nothing is asked any more.
  await caseload.click();
  await page.waitForURL(/\/caseload$/);
}));
