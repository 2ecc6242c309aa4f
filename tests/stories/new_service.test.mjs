// A service begins to work with Threshold: nobody is in it, and by the end a therapist has a visit on the tablet. Nothing
// of it is demo data.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { openBrowser, settled } from "../fixtures/browser.mjs";
import { makeReady } from "../fixtures/locked.mjs";
import { BINARY, startServer } from "../fixtures/server.mjs";

const PASSWORD = "copper kettle on tuesday";
let server;
/** The administrator's, the therapist's in the office, and her tablet. */
let office;
let desk;
let tablet;
before(async () => {
  server = await startServer({ demo: false });
  [office, desk, tablet] = [await openBrowser(), await openBrowser(), await openBrowser({ size: "landscape" })];
});
after(async () => {
  for (const browser of [office, desk, tablet]) await browser?.close();
  await server?.close();
});

/** Chooses a password with a start link and signs in with it. */
async function begin(page, address, email) {
  await page.goto(address);
  await settled(page);
  await page.getByText(`For ${email}`).waitFor();
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Choose this password" }).click();
  await page.getByText("Use at least 12 characters").first().waitFor();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Choose this password" }).click();
  await page.waitForURL((url) => url.pathname === "/sign-in");
  await settled(page);
  await page.getByText("Your password is chosen. Sign in with it.").waitFor();
  await signIn(page, email);
}

async function signIn(page, email) {
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  await settled(page);
}

/** Day, month and year of a day from now, as they are on the wall in the UK. */
function day(ahead) {
  const at = new Date(Date.now() + ahead * 86_400_000);
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", day: "numeric", month: "numeric", year: "numeric" });
  return parts.format(at).split("/");
}

async function fillDay(within, ahead) {
  for (const [at, label] of ["Day", "Month", "Year"].entries()) {
    await within.getByLabel(label, { exact: true }).fill(day(ahead)[at]);
  }
}

test("the first administrator comes from the command line, and the start link opens once", async () => {
  const words = ["user", "add", "--database", server.database, "--organisation", "Northbrook", "--name", "Len Foster",
    "--email", "len@northbrook.example", "--role", "administrator"];
  const added = spawnSync(BINARY, words, { encoding: "utf8" });
  assert.equal(added.status, 0, added.stderr);
  const address = server.url + added.stdout.match(/\/start\/\S+/)[0];
  await begin(office.page, address, "len@northbrook.example");
  assert.equal(new URL(office.page.url()).pathname, "/users");
  await office.page.goto(address);
  await settled(office.page);
  await office.page.getByRole("heading", { name: "This start link opens nothing" }).waitFor();
  assert.equal(await office.page.getByLabel("Password").count(), 0, "nobody makes a password up for nothing");
  assert.deepEqual([...await axeFindings(office.page), ...office.troubles], []);
});

test("a therapist is added, and begins with the link", async () => {
  const { page } = office;
  await page.goto(`${server.url}/users/new`);
  await settled(page);
  await page.getByLabel("Full name").fill("Amy Castell");
  await page.getByLabel("Email").fill("amy@northbrook.example");
  await page.getByRole("radio", { name: /^Therapist/ }).check();
  await page.getByRole("button", { name: "Add and show start link" }).click();
  const address = await page.locator(".told__value").textContent();
  await begin(desk.page, address, "amy@northbrook.example");
});

test("she takes a person on and plans the visit, and it is on her tablet", async () => {
  const { page } = desk;
  await page.goto(`${server.url}/caseload`);
  await settled(page);
  await page.getByText("Nobody is on this list yet.").waitFor();
  await page.getByRole("link", { name: "Add a person" }).click();
  await page.getByRole("heading", { level: 1, name: "Add a person" }).waitFor();
  await settled(page);
  await page.getByLabel("NHS number").fill("999 007 3172");
  await page.getByRole("button", { name: "Add this person" }).click();
  await page.getByText("There is a problem").waitFor();
  for (const words of ["Write the given name.", "Write the family name.", "Write the address: the visit goes there."]) {
    await page.getByText(words).first().waitFor();
  }
  assert.deepEqual(await axeFindings(page), []);
  await page.getByLabel("Title").fill("Mrs");
  await page.getByLabel("Given names").fill("Rhian");
  await page.getByLabel("Family name").fill("Prosser");
  await page.getByLabel("NHS number").fill("999 007 3171");
  await page.getByLabel("Address").fill("4 Mill Lane, Northbrook, NB1 2AB");
  await page.getByLabel("Pets").fill("Small dog, shut away");
  await page.getByRole("button", { name: "Add this person" }).click();
  await page.getByRole("heading", { level: 1, name: "PROSSER, Rhian (Mrs)" }).waitFor();
  await page.getByText("No visit yet.").waitFor();
  await page.getByRole("link", { name: "Plan a visit" }).click();
  await page.getByRole("heading", { level: 1, name: "Plan a visit" }).waitFor();
  await settled(page);
  await page.getByRole("button", { name: "Plan this visit" }).click();
  for (const words of ["Choose what kind of visit it is.", "Enter a time like 09:30."]) await page.getByText(words).first().waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.getByLabel("Kind of visit").selectOption({ label: "Home assessment" });
  await fillDay(page, 0);
  await page.getByLabel("Time", { exact: true }).fill("9.30");
  await page.getByLabel("How long").selectOption({ label: "1 hour 30 minutes" });
  await page.getByRole("button", { name: "Plan this visit" }).click();
  await page.getByText(/09:30, Amy Castell\. Planned/).waitFor();
  await tablet.page.goto(`${server.url}/sign-in`);
  await settled(tablet.page);
  await signIn(tablet.page, "amy@northbrook.example");
  await makeReady(tablet.page);
  const card = tablet.page.locator("article.card", { hasText: "PROSSER" }).first();
  await card.getByText("Small dog, shut away").waitFor();
  await card.getByText("09:30").first().waitFor();
  assert.deepEqual([...desk.troubles, ...tablet.troubles], []);
});

const openPerson = async (page) => {
  await page.goto(`${server.url}/caseload`);
  await settled(page);
  await page.getByRole("link", { name: /PROSSER/ }).click();
  await page.getByRole("heading", { level: 1, name: /PROSSER/ }).waitFor();
  await settled(page);
};

test("the visit is moved and called off, and the tablet says so", async () => {
  const { page } = desk;
  await openPerson(page);
  await page.getByRole("button", { name: /^Move/ }).click();
  const moving = page.getByRole("dialog", { name: "Move the visit" });
  await moving.waitFor();
  assert.equal(await moving.getByLabel("Time", { exact: true }).inputValue(), "09:30", "what stands is what is changed");
  await fillDay(moving, 1);
  assert.deepEqual(await axeFindings(page), []);
  await moving.getByRole("button", { name: "Move it" }).click();
  await moving.waitFor({ state: "hidden" });
  await tablet.page.getByText("No visits today").waitFor({ timeout: 90_000 });
  await openPerson(page);
  await page.getByRole("button", { name: /^Does not take place/ }).click();
  const ending = page.getByRole("dialog", { name: "The visit does not take place" });
  await ending.getByRole("button", { name: "It does not take place" }).click();
  await ending.getByText("Say why it does not take place.").first().waitFor();
  await ending.getByLabel("It is cancelled").check();
  await ending.getByLabel("Why", { exact: true }).fill("In hospital since Monday");
  await ending.getByRole("button", { name: "It does not take place" }).click();
  await page.getByText(/Cancelled\. In hospital since Monday/).waitFor();
  await page.getByRole("button", { name: /^It takes place after all/ }).click();
  await page.getByRole("button", { name: /^Does not take place/ }).waitFor();
  assert.equal(await page.getByText(/In hospital since Monday/).count(), 0);
  assert.deepEqual([...desk.troubles, ...tablet.troubles], []);
});

test("the case is closed: nothing is planned, the list is shorter, and the record is found and opened again", async () => {
  const { page } = desk;
  await openPerson(page);
  await page.getByRole("button", { name: /^Close the case/ }).click();
  const ending = page.getByRole("dialog", { name: "Close the case" });
  await ending.getByRole("button", { name: "Close the case" }).click();
  await ending.getByText("Choose why the case is closed.").first().waitFor();
  await ending.getByRole("radio", { name: "Died" }).check();
  for (const [part, figure] of [["Day", "1"], ["Month", "1"], ["Year", "2099"]]) await ending.getByLabel(part, { exact: true }).fill(figure);
  await ending.getByRole("group", { name: "Day of death" }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await ending.getByRole("button", { name: "Close the case" }).click();
  await ending.getByText("The day is still to come. Correct it.").first().waitFor();
  await ending.getByLabel("Year", { exact: true }).fill("2026");
  await ending.getByRole("button", { name: "Close the case" }).click();
  await page.getByText(/^Died \d+ \w+ \d{4}\./).waitFor();
  assert.equal(await page.getByRole("link", { name: "Plan a visit" }).count(), 0);
  await page.goto(`${server.url}/caseload`);
  await settled(page);
  assert.equal(await page.getByRole("link", { name: /PROSSER/ }).count(), 0);
  await page.getByLabel("Name or NHS number").fill("prosser");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: /PROSSER/ }).click();
  await page.getByRole("button", { name: "Open the case again" }).click();
  await page.getByRole("link", { name: "Plan a visit" }).waitFor();
  assert.deepEqual(desk.troubles, []);
});
