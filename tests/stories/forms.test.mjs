// A service brings its own form along: an administrator checks, tries and publishes it; a therapist fills it in on the
// tablet; a newer version leaves the visit that is begun alone; out of use, it is gone from new visits.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, settled } from "../fixtures/browser.mjs";
import { signIn } from "../fixtures/people.mjs";
import { startServer } from "../fixtures/server.mjs";
import { choose, item, openCard, says } from "../fixtures/tablet.mjs";

let server;
let admin;
let therapist;
before(async () => { server = await startServer(); });
after(async () => {
  for (const browser of [admin, therapist]) await browser?.close();
  await server?.close();
});

const option = (display) => ({ valueCoding: { system: "https://larkshire.example/codes", code: display.toLowerCase(), display } });

/** A short form; the second version has other words and one question more. */
function cooker(version) {
  const isSecond = version === "2";
  const items = [
    { linkId: "cooker-kind", type: "choice", text: "What kind of cooker is it?", answerOption: ["Gas", "Electric"].map(option),
      ...(isSecond ? { required: true } : {}) },
    { linkId: "cooker-valve", type: "boolean", text: isSecond ? "Is there a locking valve?" : "Locking valve fitted",
      enableWhen: [{ question: "cooker-kind", operator: "=", answerCoding: option("Gas").valueCoding }] },
    { linkId: "cooker-picture", type: "string", text: "Where it stands",
      _text: { extension: [{ url: "http://hl7.org/fhir/StructureDefinition/rendering-xhtml", valueString: "Where it <b>stands</b><img src='x.png'/>" }] } },
    ...(isSecond ? [{ linkId: "cooker-alarm", type: "boolean", text: "Is there a heat alarm?" }] : []),
  ];
  return JSON.stringify({ resourceType: "Questionnaire", id: "cooker", url: "https://larkshire.example/q/cooker", version,
    title: "Cooker safety", status: "active", item: [{ linkId: "cooker-all", type: "group", text: "Cooker", item: items }] });
}

async function bring(page, text) {
  await page.goto(`${server.url}/forms/import`);
  await settled(page);
  await page.getByLabel("Or paste its text").fill(text);
  await page.getByRole("button", { name: "Check the form" }).click();
  await page.locator("#outcome").waitFor();
  return page.locator("section", { has: page.locator("#outcome") });
}

/** A tap in the frame, which is drawn smaller: the driver takes its places for those of a frame at full size. */
const tap = (locator) => locator.evaluate((element) => element.click());

async function publish(page) {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("heading", { name: "The form is published" }).waitFor();
}

test("what is no form is refused with the place and the reason, and stays in the field", async () => {
  admin = await openBrowser({ size: "landscape" });
  const { page } = admin;
  await signIn(page, server, "admin");
  await page.getByRole("link", { name: "Forms", exact: true }).click();
  await page.getByRole("link", { name: "Import a form" }).click();
  await settled(page);
  await page.getByRole("button", { name: "Check the form" }).click();
  await page.getByRole("alert").getByText("Choose a file or paste the text of a Questionnaire.").waitFor();
  const notJson = await bring(page, "This is a letter, not a form.");
  await notJson.getByText("2 Refused").waitFor();
  await notJson.getByText("line 1", { exact: false }).waitFor();
  const dangling = cooker("1").replace('"question":"cooker-kind"', '"question":"cooker-gone"');
  const refused = await bring(page, dangling);
  await refused.getByText("cooker-gone", { exact: false }).waitFor();
  await refused.getByText("item[0].item[1]", { exact: false }).waitFor();
  assert.equal(await page.getByLabel("Or paste its text").inputValue(), dangling);
});

test("a form is checked, tried in a frame, and published for home assessments", async () => {
  const { page } = admin;
  const outcome = await bring(page, cooker("1"));
  await outcome.getByText("2 Accepted with 1 notice").waitFor();
  await outcome.getByText("The formatted words hold “img”, which is left out.").waitFor();
  const frame = page.frameLocator("iframe");
  await tap(frame.getByRole("button", { name: "Show what is hidden, and why" }));
  await frame.getByText("Asked when “What kind of cooker is it?” is Gas.").waitFor();
  await tap(frame.getByLabel("Gas", { exact: true }));
  await frame.getByText("Locking valve fitted").first().waitFor();
  await frame.getByText("Everything of this area is shown.").waitFor();
  await page.getByRole("button", { name: "Dark" }).click();
  const theme = () => frame.locator("html").getAttribute("data-theme");
  assert.equal(await theme(), "dark");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("alert").getByText("Choose the visits it comes with", { exact: false }).waitFor();
  await page.getByLabel("Not with any visit yet").waitFor();
  await page.getByLabel("Home assessment").check();
  assert.equal(await page.getByLabel("Not with any visit yet").count(), 0);
  await publish(page);
  await page.getByText(/\d+ planned visits? changed\./).waitFor();
  assert.deepEqual(admin.troubles, []);
});

test("the therapist has the form in a planned visit and fills it in", async () => {
  therapist = await openBrowser({ size: "portrait" });
  const { page } = therapist;
  await signIn(page, server, "therapist");
  await page.goto(`${server.url}/app/today`);
  await page.getByText("Everything for today is on this tablet.").waitFor();
  await openCard(page, "Home assessment");
  await settled(page);
  await page.getByRole("button", { name: "Start the visit" }).click();
  await page.waitForURL("**/forms/home-visit/**");
  await page.getByRole("link", { name: "Back to Visit" }).click();
  await page.getByRole("main").getByRole("link", { name: /Cooker/ }).first().click();
  await page.waitForURL("**/forms/cooker/cooker-all");
  const kind = item(page, "What kind of cooker is it?");
  await choose(kind, "Gas");
  await item(page, "Locking valve fitted").getByLabel("No", { exact: true }).check();
  await says(kind, "On the server");
  assert.deepEqual(therapist.troubles, []);
});

test("a new version is compared and published; the visit that is begun stays as it is", async () => {
  const { page } = admin;
  await bring(page, cooker("2"));
  await page.getByText("What differs from version 1").click();
  const differs = page.locator("details", { hasText: "What differs from version 1" });
  await differs.getByText("New (1)").waitFor();
  await differs.getByText("Is there a heat alarm?").waitFor();
  await differs.getByText("Changed (2)").waitFor();
  await differs.getByRole("cell", { name: "Locking valve fitted" }).first().waitFor();
  await differs.getByRole("cell", { name: "Is there a locking valve?" }).first().waitFor();
  await page.getByText("1 open visit stays on the version it was begun in.", { exact: false }).waitFor();
  await publish(page);
  await page.getByRole("link", { name: "Open the form" }).click();
  await page.getByText("Version 2 is in use.").waitFor();
  const tablet = therapist.page;
  await tablet.reload();
  await settled(tablet);
  await item(tablet, "Locking valve fitted").waitFor();
  assert.equal(await tablet.getByText("Is there a heat alarm?").count(), 0);
  const again = await bring(page, cooker("2"));
  await again.waitFor();
  await page.getByText("This form is published already, as version 2.").waitFor();
});

test("out of use it is gone from the list of what visits come with", async () => {
  const { page } = admin;
  await page.goto(`${server.url}/forms/cooker`);
  await settled(page);
  await page.getByRole("button", { name: "Take out of use ..." }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take out of use" }).click();
  await page.getByText("The form is out of use.", { exact: false }).first().waitFor();
  await page.goto(`${server.url}/forms`);
  await page.getByRole("row", { name: /Cooker safety/ }).getByText("Out of use since", { exact: false }).waitFor();
  assert.deepEqual(admin.troubles, []);
});

test("to everybody but an administrator these pages do not exist", async () => {
  const { page } = therapist;
  for (const path of ["/forms", "/forms/import", "/forms/cooker", "/forms/preview"]) {
    const answer = await page.goto(server.url + path);
    assert.equal(answer.status(), 404, path);
  }
});
