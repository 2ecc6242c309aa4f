// Groups that ask to be tables: a table with heads of rows and columns where there is room for one, a card a row where
// there is none, and in both the same questions in the same order.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { openOffice, tryForm } from "../fixtures/preview.mjs";

const WIDE = { width: 1180, height: 820 };
const PHONE = { width: 390, height: 844 };
const look = (code) => ({
  url: "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
  valueCodeableConcept: { coding: [{ system: "http://hl7.org/fhir/questionnaire-item-control", code }] },
});
const often = ["Never", "Rarely", "Sometimes", "Often"].map((display) => ({ valueCoding: { system: "urn:x", code: display.toLowerCase(), display } }));
const row = (linkId, text) => ({ linkId, text, type: "choice", answerOption: often });
const excludes = { url: "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive", valueBoolean: true };
const sides = ["Left", "Right", "Neither"].map((display) => ({
  valueCoding: { system: "urn:x", code: display.toLowerCase(), display }, ...display === "Neither" && { extension: [excludes] },
}));
const FORM = {
  resourceType: "Questionnaire", url: "https://threshold.example/q/tables", title: "Tables", status: "draft",
  item: [
    { linkId: "sleep", type: "group", text: "Sleep", extension: [look("table")], item: [row("wake", "Do you wake"), row("rest", "Do you rest")] },
    { linkId: "all", type: "group", text: "The last four weeks", item: [
      { linkId: "falls", type: "group", text: "How often", extension: [look("gtable")], item: [
        row("trip", "Did you trip"), { ...row("dizzy", "Were you dizzy"), required: true },
        { ...row("alone", "Were you alone then"), enableWhen: [{ question: "trip", operator: "=", answerCoding: { system: "urn:x", code: "often" } }] },
      ] },
      { linkId: "pills", type: "group", text: "Medicine", repeats: true, extension: [look("gtable")], item: [
        { linkId: "name", type: "string", text: "Name", required: true }, { linkId: "dose", type: "integer", text: "Times a day" },
      ] },
      { linkId: "pain", type: "group", text: "Pain", extension: [look("table")], item: ["Knees", "Hips"].map((text) => ({
        linkId: text, text, type: "choice", repeats: true, answerOption: sides,
      })) },
      { linkId: "days", type: "group", text: "The day", extension: [look("grid")], item: ["Morning", "Evening"].map((part) => ({
        linkId: part, type: "group", text: part, item: [
          { linkId: `${part}-who`, type: "string", text: "Who helps" }, { linkId: `${part}-min`, type: "integer", text: "Minutes" },
        ],
      })) },
    ] },
  ],
};

let server;
let browser;
before(async () => { ({ server, browser } = await openOffice()); });
after(async () => { await browser?.close(); await server?.close(); });

async function opened(size) {
  const { page } = browser;
  await page.setViewportSize(size);
  browser.troubles.length = 0;
  await tryForm(page, server, JSON.stringify(FORM));
  await page.getByRole("table", { name: "Sleep" }).waitFor();
  await page.getByLabel("Area", { exact: true }).selectOption({ label: "The last four weeks" });
  await page.getByRole("table", { name: "How often" }).waitFor();
  return page;
}

const fitsInWidth = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test("options that all questions have stand once, and each button is named by its question and its option", async () => {
  const page = await opened(WIDE);
  const table = page.getByRole("table", { name: "How often" });
  assert.deepEqual(await table.getByRole("columnheader").allTextContents(), ["Question", "Never", "Rarely", "Sometimes", "Often", "More"]);
  const heads = await table.getByRole("rowheader").allTextContents();
  assert.deepEqual(heads.map((words) => words.trim()), ["Did you trip", "Were you dizzy Must do"]);
  const often = table.getByRole("radio", { name: "Did you trip Often", exact: true });
  const column = await table.getByRole("columnheader", { name: "Often" }).boundingBox();
  const button = await often.boundingBox();
  assert.ok(button.x >= column.x && button.x + button.width <= column.x + column.width, "it stands under its option");
  await often.check();
  await table.getByRole("rowheader", { name: "Were you alone then" }).waitFor();
  await often.press("ArrowLeft");
  assert.ok(await table.getByRole("radio", { name: "Did you trip Sometimes" }).isChecked(), "the arrows walk along the row");
  await table.getByRole("rowheader", { name: "Were you alone then" }).waitFor({ state: "detached" });
  assert.ok(await fitsInWidth(page));
  assert.deepEqual([...await axeFindings(page), ...browser.troubles], []);
});

test("a note is added and a photo taken from the menu of a row, and writing goes on in the note", async () => {
  const page = await opened(WIDE);
  await page.getByRole("button", { name: "More about Did you trip" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Photo", exact: true }).waitFor();
  await page.getByRole("button", { name: "Add note" }).click();
  await page.waitForFunction(() => document.activeElement?.id === "i-trip_note");
  await page.keyboard.type("On the mat");
  assert.equal(await page.getByLabel("Note").inputValue(), "On the mat");
  assert.deepEqual([...await axeFindings(page), ...browser.troubles], []);
});

test("an option that excludes the others is set apart, by a line in its column and by a word on a card", async () => {
  const page = await opened(WIDE);
  const option = (name) => page.getByRole("table", { name: "Pain" }).getByRole("checkbox", { name: `Knees ${name}`, exact: true });
  const cell = (name) => option(name).locator("xpath=ancestor::td");
  const drawn = (name) => cell(name).evaluate((td) => [getComputedStyle(td).borderLeftStyle, getComputedStyle(td, "::before").content]);
  assert.deepEqual([await drawn("Right"), await drawn("Neither")], [["none", "none"], ["solid", "none"]]);
  await option("Left").check();
  await option("Neither").check();
  assert.equal(await option("Left").isChecked(), false);
  await page.setViewportSize(PHONE);
  assert.deepEqual([await drawn("Right"), await drawn("Neither")], [["none", "none"], ["none", '"or"']]);
  assert.deepEqual([...await axeFindings(page), ...browser.troubles], []);
});

test("copies are rows: added, filled, removed, and brought back", async () => {
  const page = await opened(WIDE);
  const table = page.getByRole("table", { name: "Medicine" });
  assert.equal(await table.count(), 0, "no table without a row");
  await page.getByRole("button", { name: "Add: Medicine" }).click();
  await page.getByRole("button", { name: "Add another: Medicine" }).click();
  assert.deepEqual(await table.getByRole("rowheader").allTextContents(), ["Medicine 1", "Medicine 2"]);
  await table.getByLabel(/^Name/).nth(1).fill("Aspirin");
  await table.getByLabel("Times a day", { exact: true }).nth(1).fill("2");
  const [head, field] = [await table.getByRole("columnheader", { name: "Name Must do" }).boundingBox(), await table.getByLabel(/^Name/).nth(1).boundingBox()];
  assert.ok(Math.abs(head.x - field.x) < 4, "the field stands under its column");
  await table.getByRole("button", { name: "Remove Medicine 1" }).click();
  await table.getByRole("rowheader").nth(1).waitFor({ state: "detached" });
  assert.deepEqual(await table.getByRole("rowheader").allTextContents(), ["Medicine 1"], "copies are numbered as they stand");
  await page.waitForFunction(() => document.activeElement?.tagName === "H2" && document.activeElement.textContent === "Medicine");
  assert.equal(await table.getByLabel(/^Name/).inputValue(), "Aspirin");
  await page.getByRole("button", { name: "Bring the last one back" }).click();
  await table.getByRole("rowheader").nth(1).waitFor();
  assert.deepEqual([...await axeFindings(page), ...browser.troubles], []);
});

test("a grid has a row a group", async () => {
  const page = await opened(WIDE);
  const table = page.getByRole("table", { name: "The day" });
  assert.deepEqual(await table.getByRole("rowheader").allTextContents(), ["Morning", "Evening"]);
  assert.deepEqual((await table.getByRole("columnheader").allTextContents()).slice(1, 3), ["Who helps", "Minutes"]);
  await page.locator("#i-Evening-min").getByLabel("Minutes", { exact: true }).fill("20");
  assert.equal(await table.getByLabel("Minutes", { exact: true }).nth(1).inputValue(), "20");
  assert.deepEqual(browser.troubles, []);
});

test("on paper each row is a card with the words of its options", async () => {
  const page = await opened(WIDE);
  await page.emulateMedia({ media: "print" });
  const words = page.locator("#i-trip .choice > span").first();
  const box = await words.boundingBox();
  assert.ok(box.width > 20 && box.height > 10, `${box.width} x ${box.height}`);
  assert.equal(await page.locator(".tabled thead").first().isVisible(), false);
  await page.emulateMedia({ media: "screen" });
  assert.deepEqual(browser.troubles, []);
});

test("on a phone each row is a card with its own words, and nothing is slid sideways", async () => {
  const page = await opened(PHONE);
  assert.equal(await page.getByRole("columnheader").count(), 0);
  const option = page.locator("#i-dizzy .choice").filter({ hasText: "Sometimes" });
  const box = await option.boundingBox();
  assert.ok(box.height >= 48 && box.width > 200, `${box.width} x ${box.height}`);
  await option.click();
  assert.ok(await page.getByRole("radio", { name: "Were you dizzy Must do Sometimes" }).isChecked());
  await page.getByRole("button", { name: "Add: Medicine" }).click();
  assert.ok(await page.locator("label").filter({ hasText: "Times a day" }).isVisible());
  assert.ok(await fitsInWidth(page));
  assert.deepEqual([...await axeFindings(page), ...browser.troubles], []);
});
