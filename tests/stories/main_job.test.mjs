// The main job, end to end: a visit at the door without signal, a countersigned record in the office.
// The release binary, a real Chromium; "no signal" is a killed server, a flat battery a killed browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { keptOnTablet, openBrowser, settled } from "../fixtures/browser.mjs";
import { signIn } from "../fixtures/people.mjs";
import { startServer } from "../fixtures/server.mjs";
import { VISIT, choose, item, openCard, says, status } from "../fixtures/tablet.mjs";

let server;
let therapist;
let student;
let supervisor;
let manager;

before(async () => { server = await startServer(); });
after(async () => {
  for (const browser of [therapist, student, supervisor, manager]) await browser?.close();
  await server?.close();
});

/** No page may have had an uncaught error or a refused script, and axe finds nothing, light and dark. */
async function isSound(browser) {
  for (const scheme of ["light", "dark"]) {
    await browser.page.emulateMedia({ colorScheme: scheme });
    assert.deepEqual(await axeFindings(browser.page), [], `${browser.page.url()} in ${scheme}`);
  }
  await browser.page.emulateMedia({ colorScheme: "light" });
  assert.deepEqual(browser.troubles, []);
}

/** Opens a card of Today. */
async function openVisit(page, kind) {
  await openCard(page, kind);
  await settled(page);
}

const toArea = (page, name) => page.locator("nav.rail").getByRole("link", { name: new RegExp(name) }).first().click();

test("a therapist signs in; Today says truthfully what is on this tablet", async () => {
  therapist = await openBrowser({ size: "landscape" });
  const { page } = therapist;
  await signIn(therapist.page, server, "therapist");
  await page.waitForURL("**/app/today");
  await page.getByText("Everything for today is on this tablet.").waitFor();
  const times = await page.locator("article.card .card__time").allTextContents();
  assert.ok(times.length >= 2, "Today lists her visits");
  assert.deepEqual(times, [...times].sort(), "in order");
  const card = page.locator("article.card", { hasText: VISIT }).filter({ hasText: "Home assessment" });
  await card.getByText("Before you knock").waitFor();
  assert.ok((await card.locator(".fact").count()) >= 5, "what to know before knocking");
  await isSound(therapist);
  await keptOnTablet(page);
  // Who loses power within half a minute of signing in has to sign in again; that is not this story.
  await therapist.keepsCookie("threshold");
});

test("the server is gone and the browser was closed: Today opens, the visit opens", async () => {
  await server.kill();
  await therapist.kill();
  await therapist.reopen();
  const { page } = therapist;
  await page.goto(`${server.url}/app/today`);
  await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
  await openVisit(page, "Home assessment");
  await page.getByRole("button", { name: "Start the visit" }).click();
  await page.waitForURL("**/forms/home-visit/**");
});

test("she fills the visit form and the walk through the home; each answer says where it is", async () => {
  const { page } = therapist;
  const how = item(page, "How did you make sure you met the right person?");
  await choose(how, "Said name and date of birth");
  await says(how, "On this tablet");

  await page.getByRole("link", { name: "Back to Visit" }).click();
  await page.getByRole("main").getByRole("link", { name: /home/i }).filter({ hasText: /environment|walk/i }).first().click();
  await page.waitForURL("**/forms/home-environment/w");
  const kind = item(page, "What kind of home is it?");
  await choose(kind, "Terraced house");
  await says(kind, "On this tablet");

  // A question that appears only when it matters, below the one that caused it.
  const tenure = item(page, "How is the home held?");
  assert.equal(await page.getByText("Landlord or managing agent").count(), 0);
  await choose(tenure, "Rented from the council");
  await page.getByText("Landlord or managing agent").waitFor();
  await choose(tenure, "Owned with a mortgage");

  // A repeated group with a measure and its units.
  await toArea(page, "^Hall|D Hall");
  await item(page, "Did you see the hall").getByLabel("Yes", { exact: true }).check();
  await page.getByRole("button", { name: /^Add: Door/ }).click();
  const name = page.getByLabel(/Which door\?/).first();
  await name.fill("hall to bathroom");
  const width = item(page, "Clear opening width");
  await width.getByLabel(/Clear opening width/).first().fill("74.5");
  await width.getByLabel("cm", { exact: true }).check();
  await says(width, "On this tablet");
  await page.getByRole("heading", { name: /Door 1: hall to bathroom/ }).waitFor();

  // A hazard, several people affected, what was seen.
  await toArea(page, "Bathroom");
  await item(page, "Did you see the WC and the place").getByLabel("Yes", { exact: true }).check();
  const floor = item(page, "Floor grip when wet");
  await floor.getByLabel("Hazard").check();
  await floor.getByRole("group", { name: "Who is affected?" }).getByLabel("Child").check();
  await floor.getByRole("group", { name: "Who is affected?" }).getByLabel(/Siddiqui/).check();
  await floor.getByLabel("What did you see?").fill("Two loose mats, one slid under my shoe.");
  await says(floor, "On this tablet");

  // A note on any item.
  const heat = item(page, "Warm enough to undress");
  await heat.getByLabel("OK", { exact: true }).check();
  await heat.getByRole("button", { name: "Add note" }).click();
  await heat.getByLabel("Note").fill("Heater on for an hour before.");
  await says(heat, "On this tablet");
  await isSound(therapist);
});

test("the browser is killed; she comes back to the same question with every word", async () => {
  await therapist.kill();
  await therapist.reopen();
  const { page } = therapist;
  await page.goto(`${server.url}/app/today`);
  await openVisit(page, "Home assessment");
  await page.getByRole("link", { name: /Continue: Bathroom/ }).click();
  const heat = item(page, "Warm enough to undress");
  await heat.getByLabel("Note").waitFor();
  assert.equal(await heat.getByLabel("Note").inputValue(), "Heater on for an hour before.");
  const floor = item(page, "Floor grip when wet");
  assert.ok(await floor.getByLabel("Hazard").isChecked());
  assert.equal(await floor.getByLabel("What did you see?").inputValue(), "Two loose mats, one slid under my shoe.");
  await page.getByRole("button", { name: "Undo" }).first().waitFor();
});

test("she sees what is missing, gives reasons, finishes and signs", async () => {
  const { page } = therapist;
  await page.getByRole("link", { name: /^Missing/ }).last().click();
  await page.getByRole("heading", { level: 1, name: /What is missing/ }).waitFor();
  await isSound(therapist);
  await finishAndSign(therapist, {
    "Agrees to this assessment": "Said yes",
    "May we look around": "All rooms",
  });
  await page.getByRole("heading", { level: 1, name: /Signed on this tablet at/ }).waitFor();
  await page.getByText(/It is not at the office yet/).waitFor();
  await isSound(therapist);
});

test("the server is back: everything arrives by itself, once", async () => {
  await server.start();
  const { page } = therapist;
  await page.goto(`${server.url}/app/today`);
  await status(page, "All on the server");
  const tag = page.locator("article.card", { hasText: VISIT }).filter({ hasText: "Home assessment" }).locator(".tag");
  await tag.getByText("Signed", { exact: true }).waitFor();
});

test("what is signed takes no change on the tablet, and says so wherever it is read", async () => {
  const { page } = therapist;
  await openVisit(page, "Home assessment");
  await page.getByRole("heading", { name: "What was written" }).waitFor();
  const visit = page.url();
  await page.goto(`${visit}/forms/home-environment/d`);
  await settled(page);
  await page.getByText(/^Signed by/).first().waitFor();
  assert.equal(await page.getByRole("button", { name: /^More about/ }).count(), 0);
  assert.equal(await page.getByRole("button", { name: /^Next/ }).count(), 0);
  await page.goto(`${visit}/missing`);
  await page.getByRole("heading", { level: 1, name: "Signed" }).waitFor();
  assert.equal(await page.locator(".missing__line").count(), 0);
  await isSound(therapist);
});

test("a student's observation waits for the educator", async () => {
  student = await openBrowser({ size: "portrait" });
  const { page } = student;
  await signIn(student.page, server, "student");
  await page.waitForURL("**/app/today");
  await page.getByText("Everything for today is on this tablet.").waitFor();
  await keptOnTablet(page);
  await server.kill();
  await page.reload();
  await openVisit(page, "Student observation");
  await page.getByRole("button", { name: "Start the visit" }).click();
  await choose(item(page, "What was your part?"), "Watched");
  await choose(item(page, "How did the person agree to you being there?"), "Said yes");
  await toArea(page, "What I saw");
  await page.getByRole("button", { name: /^Add/ }).first().click();
  await page.getByRole("textbox", { name: /^Activity/ }).first().fill("Made tea standing");
  await says(item(page, "Activity"), "On this tablet");
  await finishAndSign(student, {
    "Steps, in order": "Filled the kettle, leaned on the worktop, poured with both hands.",
    "Level of help": "Needs someone close by",
    "In three sentences: what is going on?": "Standing tires her after two minutes. The kettle is heavy. She plans well.",
    "A goal the person might own": "Make my own tea every morning.",
    "I have left out names": "Yes",
  });
  await page.getByText(/becomes part of the record only when .* has countersigned/).first().waitFor();
  await isSound(student);
  await server.start();
  await page.goto(`${server.url}/app/today`);
  await status(page, "All on the server");
});

test("the supervisor reads it beside the guidance, comments, and returns it", async () => {
  supervisor = await openBrowser({ size: "landscape" });
  const { page } = supervisor;
  await signIn(supervisor.page, server, "supervisor");
  await page.waitForURL("**/review");
  await settled(page);
  await isSound(supervisor);
  await page.getByRole("row", { name: VISIT }).filter({ hasText: "Student observation" }).getByRole("link").first().click();
  await settled(page);
  await page.getByText("Watched").first().waitFor();
  await isSound(supervisor);
  await commentOn(page, "What was your part?", "Change needed", "Say what you did, in one sentence.");
  // What is begun stays while she looks at another area.
  const words = page.getByRole("textbox", { name: /^Comment on/ });
  await words.fill("Half a thought");
  await page.getByRole("button", { name: /next area/ }).click();
  await page.waitForURL(/area=/);
  await settled(page);
  assert.equal(await words.inputValue(), "Half a thought");
  await words.fill("");
  await page.getByRole("button", { name: /Return for changes/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /Return for changes/ }).click();
  await page.waitForURL("**/review**");
});

test("it is at the top of the student's Today, with the comment in its place", async () => {
  const { page } = student;
  await page.goto(`${server.url}/app/today`);
  const returned = page.locator("article.card--returned").first();
  await returned.getByText(/1 change/).waitFor();
  await returned.getByRole("link").first().click();
  await settled(page);
  await page.locator("nav.rail").getByRole("link", { name: /observation/i }).first().click();
  await page.getByText("Say what you did, in one sentence.").waitFor();
  const part = item(page, "What was your part?");
  await choose(part, "Helped with parts");
  await says(part, /On this tablet|On the server/);
  await page.getByRole("button", { name: "Done, I changed it" }).first().click();
  await page.getByText(/Changed by Beatrix/).waitFor();
  await page.getByRole("link", { name: "Back to Visit" }).click();
  await page.locator("nav.rail").getByRole("link", { name: "Finish", exact: true }).click();
  await page.getByRole("button", { name: "Sign and finish" }).click();
  await page.getByRole("heading", { level: 1, name: /Signed on this tablet at/ }).waitFor();
  await page.goto(`${server.url}/app/today`);
  await status(page, "All on the server");
});

test("the supervisor countersigns; the record carries its fingerprint and no longer changes", async () => {
  const { page } = supervisor;
  await page.goto(`${server.url}/review`);
  await settled(page);
  await page.getByRole("row", { name: VISIT }).filter({ hasText: "Student observation" }).getByRole("link").first().click();
  await settled(page);
  await settleOpenComments(page);
  await page.getByRole("link", { name: /Countersign/ }).click();
  await page.waitForURL("**/countersign");
  await settled(page);
  await isSound(supervisor);
  const fingerprint = await fingerprintOn(page);
  await page.getByLabel("Password", { exact: true }).fill(server.password);
  await page.getByRole("button", { name: "Countersign" }).click();
  await page.getByRole("heading", { level: 1, name: /Countersigned/ }).waitFor();
  await page.getByText(fingerprint).first().waitFor();
  await isSound(supervisor);
});

test("the report prints, and a later correction is an addendum beside a record that stays", async () => {
  const { page } = supervisor;
  await page.getByRole("link", { name: /report/i }).first().click();
  await page.waitForURL("**/report**");
  await settled(page);
  await page.getByText(/Larkshire Community Occupational Therapy/).first().waitFor();
  await isSound(supervisor);
  const before = await fingerprintOn(page);
  const paper = await page.pdf({ format: "A4" });
  assert.ok(paper.length > 10_000, "the report makes a paper");
  await page.getByRole("link", { name: "Add an addendum" }).click();
  await page.waitForURL("**/addenda/new");
  await settled(page);
  await isSound(supervisor);
  await page.getByRole("button", { name: "Sign and add" }).click();
  await page.getByText("Choose what kind of addendum it is.").first().waitFor();
  await page.getByLabel("Correction").check();
  await page.getByLabel("What should be read with it").fill("The kettle was a small one, half full.");
  await page.getByRole("button", { name: "Sign and add" }).click();
  await page.waitForURL("**/report**");
  await settled(page);
  await page.getByText("The kettle was a small one, half full.").first().waitFor();
  assert.equal(await fingerprintOn(page), before, "the signed record is what it was");
});

test("the manager sees what is waiting, for whom, how long", async () => {
  manager = await openBrowser({ size: "landscape" });
  const { page } = manager;
  await signIn(manager.page, server, "manager");
  await page.waitForURL("**/waiting");
  await settled(page);
  await page.getByRole("row", { name: /To be countersigned/ }).first().waitFor();
  await page.getByText(/Priya Raghunathan/).first().waitFor();
  await isSound(manager);
});

/** The fingerprint of the record that a page shows. */
async function fingerprintOn(page) {
  const shape = /([0-9a-f]{4} ){3}[0-9a-f]{4}/;
  return (await page.getByText(shape).first().textContent()).match(shape)[0];
}

/** Works the list of what is missing off: answers what is named, gives a reason for the rest, signs. */
async function finishAndSign(browser, answers) {
  const { page } = browser;
  const visit = page.url().match(/visits\/([0-9a-f-]+)/)[1];
  for (const [question, answer] of Object.entries(answers)) {
    await page.goto(`${server.url}/app/visits/${visit}/missing`);
    await page.getByRole("link", { name: new RegExp(question) }).first().click();
    const box = item(page, question).getByRole("textbox").first();
    await box.or(item(page, question).getByRole("radio").first()).first().waitFor();
    if (await box.isVisible()) await box.fill(answer);
    else await choose(item(page, question), answer);
    await says(item(page, question), "On this tablet");
  }
  await page.goto(`${server.url}/app/visits/${visit}/missing`);
  await settled(page);
  const needed = page.locator("section.missing__group").filter({ has: page.getByRole("heading", { name: /Needed before you finish/ }) }).locator("li");
  for (let n = await needed.count(); n > 0; n = await needed.count()) {
    const line = needed.first();
    const reason = line.getByRole("button", { name: /^Not seen, because/ });
    assert.ok(await reason.isVisible(), `nobody answers: ${(await needed.allInnerTexts()).join(" | ")}`);
    await reason.click();
    await line.locator("label.chip").first().click();
    await page.waitForFunction(([selector, before]) => document.querySelectorAll(selector).length < before,
      [".missing__line--needed", n]);
  }
  await page.getByRole("link", { name: "Finish and sign" }).first().click();
  await page.getByRole("button", { name: "Sign and finish" }).click();
}

/** Pins a comment to the answer of a question. */
async function commentOn(page, question, kind, words) {
  const answer = page.locator("article", { hasText: question }).first();
  await answer.getByRole("button", { name: /Comment/ }).click();
  const form = page.locator("form:visible").filter({ has: page.getByLabel(kind, { exact: true }) }).first();
  await form.getByLabel(kind, { exact: true }).check();
  await form.getByRole("textbox").first().fill(words);
  await form.getByRole("button", { name: "Add comment" }).click();
  await page.getByText(words).first().waitFor();
}

async function settleOpenComments(page) {
  const settle = page.getByRole("button", { name: /Settled|Settle/ });
  if (await settle.first().isVisible().catch(() => false)) await settle.first().click();
}
