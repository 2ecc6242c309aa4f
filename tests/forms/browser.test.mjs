// Real forms in a real browser: what a page draws is compared with what `threshold forms describe` says of the form
// (which questions, in which order, with which words, controls and options), every question is answered, and axe finds
// nothing. The forms are drawn by the page that draws them on a tablet, in the frame that administrators try them in.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { axeFindings } from "../fixtures/axe.mjs";
import { settled } from "../fixtures/browser.mjs";
import { openOffice, tryForm } from "../fixtures/preview.mjs";
import { BINARY } from "../fixtures/server.mjs";

const CORPUS = process.env.THRESHOLD_FORMS ?? fileURLToPath(new URL("../../app/forms/tests/corpus", import.meta.url));
/** Picked across makers and across what forms use: choices, lists, numbers, units, dates, text, conditions, rules, copies. */
const FORMS = [
  "aidboxforms__boolean-gating", "aidboxforms__expression-calculated", "androidfhir__Questionnaire-demographics",
  "androidfhir__behavior_skip_logic", "androidfhir__component_non_repeated_group", "fhircore__questionnaire-3",
  "fhircore__questionnaire-4", "hl7sdc__Questionnaire-trivia-questionnaire", "jmandel__asrs-v1-1", "jmandel__audit-c",
  "jmandel__ipss", "refero__q-4", "refero__q-47", "refero__q-48", "refero__q-50", "refero__q3",
  "smartforms__AuCoreObservationBP", "smartforms__CVD_Risk-HISO", "testcases__questionnaire-enableWhen-test-nested",
  "testcases__questionnaire-enableWhen-test-order",
];
const QUESTIONS = ["radio", "checkbox", "select", "autocomplete", "number", "date", "time", "dateTime", "text", "line"];

let server;
let browser;
before(async () => { ({ server, browser } = await openOffice()); });
after(async () => { await browser?.close(); await server?.close(); });

function forms(...words) {
  const done = spawnSync(BINARY, ["forms", ...words], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(done.status, 0, `${words.join(" ")}: ${done.stderr}`);
  return JSON.parse(done.stdout);
}

/** The questions that a page shows before anything is answered, in order. */
function expected(file) {
  const { items } = forms("describe", file);
  const empty = join(server.data, "empty.json");
  writeFileSync(empty, JSON.stringify({ resourceType: "QuestionnaireResponse", status: "in-progress" }));
  const enabled = new Set(forms("evaluate", file, "--answers", empty, "--now", "2026-11-22T10:30:00Z").enabled);
  const of = (linkId) => items.find((item) => item.linkId === linkId);
  const isIn = (item, holds) => Boolean(item && (holds(item) || isIn(of(item.parent), holds)));
  const isCopied = (item) => item.type === "group" && item.repeats;
  return items.filter((item) => QUESTIONS.includes(item.control) && enabled.has(item.linkId) && !item.readOnly
    && !isIn(item, (one) => one.hidden || isCopied(one)));
}

/** The questions on the page outside of copies, as a person finds them. */
const drawn = (page) => page.evaluate(() => [...document.querySelectorAll(".item")]
  .filter((item) => item.checkVisibility() && !item.closest(".repeat"))
  .map((item) => {
    const words = item.querySelector(".item__q");
    const names = (selector) => [...item.querySelectorAll(selector)].map((one) => one.textContent.trim());
    const kinds = {
      autocomplete: "button.pick", radio: "input[type=radio]", checkbox: "input[type=checkbox]", select: "select.select", date: ".date__day", text: "textarea",
      number: ".number__value, .slider__range", line: "input.input",
    };
    const kind = Object.keys(kinds).find((kind) => item.querySelector(kinds[kind]));
    return {
      id: item.id, kind, words: words?.textContent ?? "",
      options: kind === "select" ? names("select.select option").slice(1) : names(".choice > span:first-of-type"),
    };
  }));

/** The options behind the button of a question. */
async function behind(page, id) {
  const item = page.locator(`[id="${id}"]`);
  await item.locator("button.pick").click();
  await item.getByRole("option").first().waitFor();
  const options = await item.getByRole("option").allTextContents();
  await page.keyboard.press("Escape");
  return options.map((option) => option.trim());
}

const plain = (text) => text.replaceAll(/\s+/g, " ").trim();
const FAMILY = { dateTime: "date", time: "line" };

for (const name of FORMS) {
  test(`${name} is drawn as it is described, can be answered, and is there for everybody`, async () => {
    const { page } = browser;
    const file = join(CORPUS, "questionnaires", `${name}.json`);
    browser.troubles.length = 0;
    await tryForm(page, server, readFileSync(file, "utf8"));
    await page.locator(".items").first().waitFor();
    const areas = page.getByLabel("Area", { exact: true });
    const n_areas = await areas.count() ? await areas.locator("option").count() : 1;
    const found = [];
    const findings = [];
    for (let at = 0; at < n_areas; at += 1) {
      if (n_areas > 1) await areas.selectOption(String(at));
      await settled(page);
      await allParts(page);
      const inView = await drawn(page);
      for (const one of inView.filter((one) => one.kind === "autocomplete")) one.options = await behind(page, one.id);
      found.push(...inView);
      if (at === 0) findings.push(...await axeFindings(page));
    }
    const wanted = expected(file);
    const idOf = (linkId) => `i-${[...linkId].map((c) => (/[a-zA-Z0-9._-]/.test(c) ? c : /[/@#]/.test(c) ? "_" : `_${c.codePointAt(0).toString(16)}`)).join("")}`;
    const questions = found.filter((item) => item.kind);
    assert.deepEqual(questions.map((item) => item.id), wanted.map((item) => idOf(item.linkId)), "which questions, in which order");
    for (const [at, item] of wanted.entries()) {
      const seen = questions[at];
      const words = plain(item.label);
      assert.ok(plain(seen.words).includes(words), `${item.linkId}: "${words}" is drawn as "${plain(seen.words)}"`);
      if (item.type === "boolean") continue;
      // Without options a choice is a line for own words, as its notice says.
      const isOpen = ["radio", "checkbox"].includes(item.control) && !item.options.length;
      const kind = isOpen ? "line" : (FAMILY[item.control] ?? item.control);
      assert.equal(seen.kind, kind, `${item.linkId} is drawn as ${seen.kind}`);
      const options = ["radio", "checkbox", "select", "autocomplete"].includes(kind) ? item.options.map((option) => plain(option.display)) : [];
      const shown = seen.options.map(plain).slice(0, options.length);
      options.forEach((option, n) => assert.ok(shown[n]?.endsWith(option), `${item.linkId}: option ${option} is drawn as ${shown[n]}`));
    }
    for (let at = 0; at < n_areas; at += 1) {
      if (n_areas > 1) await areas.selectOption(String(at));
      await settled(page);
      await allParts(page);
      await answerAll(page);
    }
    assert.deepEqual([...findings, ...browser.troubles], []);
  });
}

test("a number that is a slider is not answered before it is touched, and is worked by keys and by its buttons", async () => {
  const { page } = browser;
  const bound = (name, value) => ({ url: `http://hl7.org/fhir/StructureDefinition/${name}`, valueInteger: value });
  const control = { url: "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
    valueCodeableConcept: { coding: [{ system: "http://hl7.org/fhir/questionnaire-item-control", code: "slider" }] } };
  const form = {
    resourceType: "Questionnaire", url: "https://threshold.example/q/slider", title: "Slider", status: "draft",
    item: [{ linkId: "pain", type: "integer", text: "Pain today", extension: [control, bound("minValue", 0), bound("maxValue", 10)] }],
  };
  browser.troubles.length = 0;
  await tryForm(page, server, JSON.stringify(form));
  const line = page.getByRole("slider", { name: "Pain today" });
  const said = page.locator("#i-pain .slider__value");
  await line.waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.equal(await said.textContent(), "Not answered");
  assert.equal(await line.getAttribute("aria-valuetext"), "Not answered");
  const box = await line.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  assert.equal(await said.textContent(), "5", "a tap on the middle counts");
  await line.press("ArrowRight");
  assert.equal(await said.textContent(), "6");
  await page.getByRole("button", { name: "1 less" }).click();
  assert.equal(await said.textContent(), "5");
  await line.press("End");
  await page.getByRole("button", { name: "1 more" }).click();
  assert.equal(await said.textContent(), "10", "it ends where the form says");
  assert.deepEqual([...await axeFindings(page), ...browser.troubles], []);
});

test("one of many is looked for by words and keys, and its own words where it is not there", async () => {
  const { page } = browser;
  const rooms = ["Hall", "Kitchen", "Living room", "Dining room", "Bedroom", "Bathroom", "WC", "Stairs", "Landing", "Cellar", "Loft", "Porch", "Garden", "Garage"];
  const option = (words) => ({ valueCoding: { system: "https://threshold.example/rooms", code: words.toLowerCase(), display: words } });
  const form = {
    resourceType: "Questionnaire", url: "https://threshold.example/q/many", title: "Many", status: "draft",
    item: [
      { linkId: "room", type: "open-choice", text: "Where", answerOption: rooms.map(option) },
      { linkId: "after", type: "string", text: "What happened there" },
    ],
  };
  browser.troubles.length = 0;
  await tryForm(page, server, JSON.stringify(form));
  const opens = page.locator("#i-room button.pick");
  await opens.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Choose: Where" });
  await dialog.waitFor();
  const shown = () => dialog.getByRole("option").allTextContents();
  assert.deepEqual(await shown(), rooms);
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "listbox");
  assert.deepEqual(await axeFindings(page), []);
  await page.keyboard.type("room");
  assert.equal(await dialog.getByRole("combobox", { name: "Find in the list" }).inputValue(), "room", "letters go into the field");
  await dialog.getByRole("status").filter({ hasText: "4 found" }).waitFor();
  assert.deepEqual(await shown(), ["Living room", "Dining room", "Bedroom", "Bathroom"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  assert.equal(await opens.textContent(), "Dining room");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "pick", "the focus is where it was");
  await page.keyboard.press("Enter");
  assert.equal(await dialog.getByRole("option", { name: "Dining room" }).getAttribute("aria-selected"), "true");
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "listbox");
  await page.keyboard.type("conserv");
  await dialog.getByText("Close the list to write it yourself").waitFor();
  await page.keyboard.press("Escape");
  await page.getByLabel("Other: say what").fill("Conservatory");
  // Own words stand in place of what was chosen.
  await opens.getByText("Choose").waitFor();
  await opens.click();
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "listbox");
  await page.keyboard.type("loft");
  await dialog.getByRole("status").filter({ hasText: "1 found" }).waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await opens.textContent(), "Loft", "the only one that is left is taken");
  assert.equal(await page.getByLabel("Other: say what").inputValue(), "");
  await opens.click();
  await dialog.getByRole("button", { name: "Take the answer away" }).click();
  assert.equal(await opens.textContent(), "Choose");
  assert.deepEqual([...await axeFindings(page), ...browser.troubles], []);
});

test("of a long list everything is there after a moment, and a question far down takes its answer", async () => {
  const { page } = browser;
  const item = Array.from({ length: 60 }, (_, n) => ({ linkId: `q${n}`, type: "string", text: `Question ${n + 1}` }));
  const form = { resourceType: "Questionnaire", url: "https://threshold.example/q/long", title: "Long", status: "draft", item };
  browser.troubles.length = 0;
  await tryForm(page, server, JSON.stringify(form));
  await allParts(page);
  assert.equal(await page.locator(".item").count(), 60);
  assert.equal(await page.locator(".items__part").count(), 15);
  const farDown = page.getByRole("textbox", { name: "Question 57" });
  await farDown.fill("Far down");
  assert.equal(await farDown.inputValue(), "Far down");
  assert.deepEqual([...await axeFindings(page), ...browser.troubles], []);
});

test("what of a question follows from answers is followed on the page, and a picture that the form carries is shown", async () => {
  const { page } = browser;
  const fhir = "http://hl7.org/fhir/StructureDefinition";
  const follows = (linkId) => ({ extension: [{ url: `${fhir}/cqf-expression`,
    valueExpression: { language: "text/fhirpath", expression: `%resource.item.where(linkId='${linkId}').answer.value` } }] });
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const form = {
    resourceType: "Questionnaire", url: "https://threshold.example/q/follows", title: "Follows", status: "draft",
    item: [
      { linkId: "locked", type: "boolean", text: "Lock the name" },
      { linkId: "needed", type: "boolean", text: "Is the name needed" },
      { linkId: "name", type: "string", text: "Name", _readOnly: follows("locked"), _required: follows("needed"),
        extension: [{ url: "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemMedia",
          valueAttachment: { contentType: "image/png", data: dot, title: "A red dot" } }] },
    ],
  };
  browser.troubles.length = 0;
  await tryForm(page, server, JSON.stringify(form));
  const name = page.locator("#i-name");
  const tick = (id, answer) => page.locator(`#${id}`).getByRole("radio", { name: answer }).check();
  const dotShown = name.getByRole("img", { name: "A red dot" });
  await dotShown.waitFor();
  assert.ok(await dotShown.evaluate(async (image) => { await image.decode(); return image.naturalWidth === 1; }), "the picture is drawn");
  await name.locator("input.input").fill("Farah");
  assert.equal(await name.getByText("Must do").count(), 0);
  await tick("i-needed", "Yes");
  await name.getByText("Must do").waitFor();
  assert.equal(await name.locator("input.input").inputValue(), "Farah");
  await tick("i-locked", "Yes");
  await name.locator("input.input").waitFor({ state: "detached" });
  await name.getByText("Farah").waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await tick("i-locked", "No");
  await name.locator("input.input").waitFor();
  assert.equal(await name.locator("input.input").inputValue(), "Farah");
  assert.deepEqual(browser.troubles, []);
});

/** Waits until every part of a long list is drawn. */
const allParts = (page) => page.waitForFunction(() => [...document.querySelectorAll(".items__part")].every((part) => part.childElementCount));

/** Answers every question in view, also those that appear on the way, and reads each answer back. */
async function answerAll(page) {
  const done = new Set();
  for (;;) {
    const ids = await page.evaluate(() => [...document.querySelectorAll(".item")]
      .filter((item) => item.checkVisibility() && item.querySelector("input:not([readonly]), textarea, select.select, button.pick"))
      .map((item) => item.id));
    const next = ids.find((id) => !done.has(id));
    if (!next) return;
    done.add(next);
    const item = page.locator(`[id="${next}"]`);
    const choice = item.locator("input[type=radio], input[type=checkbox]").first();
    if (await choice.count()) {
      await choice.check();
      continue;
    }
    const list = item.locator("select.select").first();
    if (await list.count()) {
      const value = await list.locator("option").nth(1).getAttribute("value");
      await list.selectOption(value);
      assert.equal(await list.inputValue(), value);
      continue;
    }
    const opens = item.locator("button.pick");
    if (await opens.count()) {
      await opens.click();
      const first = item.getByRole("option").first();
      const words = await first.textContent();
      await first.click();
      assert.equal(plain(await opens.textContent()), plain(words));
      continue;
    }
    const line = item.locator(".slider__range");
    if (await line.count()) {
      const most = await line.getAttribute("max");
      assert.equal(await item.locator(".slider__value").textContent(), "Not answered");
      await line.press("End");
      assert.match(await item.locator(".slider__value").textContent(), new RegExp(`^${most}\\b`));
      continue;
    }
    const date = item.locator(".date__part input");
    if (await date.count() >= 3) {
      for (const [at, part] of ["12", "5", "2026"].entries()) await date.nth(at).fill(part);
      assert.equal(await date.nth(0).inputValue(), "12");
      continue;
    }
    const field = item.locator("textarea, input.input").first();
    const words = await field.getAttribute("inputmode") ? "3" : "Words";
    await field.fill(words);
    assert.equal(await field.inputValue(), words);
  }
}
