// A form of so many questions, as a FHIR R4 Questionnaire and as the page that somebody would write by
// hand: the floor of what a form costs. 40 % single choice of four, 20 % yes or no, 15 % number with unit
// and range, 15 % text, 5 % several of four, 5 % date; one in ten hidden behind an earlier yes.

const KINDS = ["choice", "number", "boolean", "text", "choice", "boolean", "choice", "several", "choice", "boolean",
  "number", "choice", "text", "choice", "date", "boolean", "choice", "number", "text", "choice"];
const OPTIONS = ["Not at all", "A little", "Quite a lot", "All the time"];
const UNIT = { system: "http://unitsofmeasure.org", code: "mm", display: "mm" };

/** The questions: `{ id, kind, label, behind }`, where `behind` is the yes that shows it. */
export function questions(n) {
  const all = [];
  let lastYes;
  for (let idx = 0; idx < n; idx += 1) {
    const kind = KINDS[idx % KINDS.length];
    const behind = idx % 10 === 9 && lastYes ? lastYes : undefined;
    all.push({ id: `q${idx + 1}`, kind, label: `Question ${idx + 1}: what about part ${idx % 17} of room ${idx % 9}?`, behind });
    if (kind === "boolean" && !behind) lastYes = `q${idx + 1}`;
  }
  return all;
}

/** As a Questionnaire. */
export function questionnaire(n) {
  const types = { choice: "choice", several: "choice", boolean: "boolean", number: "quantity", text: "text", date: "date" };
  const item = ({ id, kind, label, behind }) => ({
    linkId: id, text: label, type: types[kind],
    ...(behind && { enableWhen: [{ question: behind, operator: "=", answerBoolean: true }] }),
    ...(["choice", "several"].includes(kind) && { answerOption: OPTIONS.map((display, idx) => ({ valueCoding: { code: `o${idx}`, display } })) }),
    ...(kind === "several" && { repeats: true }),
    ...(kind === "number" && {
      extension: [
        { url: "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption", valueCoding: UNIT },
        { url: "http://hl7.org/fhir/StructureDefinition/minValue", valueDecimal: 0 },
        { url: "http://hl7.org/fhir/StructureDefinition/maxValue", valueDecimal: 3000 },
      ],
    }),
  });
  return {
    resourceType: "Questionnaire", id: `generated-${n}`, url: `https://bench.example/generated-${n}`, version: "1",
    title: `Generated ${n}`, status: "active",
    item: [{ linkId: "all", text: "All questions", type: "group", item: questions(n).map(item) }],
  };
}

/** The same by hand: plain HTML, with or without the few lines that show and hide. */
export function page(n, { script }) {
  const field = ({ id, kind, label }) => {
    const several = (type, options) => `<fieldset><legend>${label}</legend>${options.map((words, idx) => `<label><input type="${type}" name="${id}" value="${idx}">${words}</label>`).join("")}</fieldset>`;
    if (kind === "choice") return several("radio", OPTIONS);
    if (kind === "several") return several("checkbox", OPTIONS);
    if (kind === "boolean") return several("radio", ["Yes", "No"]);
    if (kind === "number") return `<label for="${id}">${label}</label><input id="${id}" type="number" min="0" max="3000"> mm`;
    if (kind === "date") return `<label for="${id}">${label}</label><input id="${id}" type="date">`;
    return `<label for="${id}">${label}</label><textarea id="${id}"></textarea>`;
  };
  const item = (question) =>
    `<div class="item" id="i-${question.id}"${question.behind && script ? ` data-behind="${question.behind}" hidden` : ""}>${field(question)}</div>`;
  const lines = `document.addEventListener("change", (event) => { for (const item of document.querySelectorAll('[data-behind="' + event.target.name + '"]')) item.hidden = event.target.value !== "0"; });`;
  return `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Generated ${n}</title><style>body{font:16px/1.5 sans-serif;max-width:40rem;margin:auto}.item{padding:1rem 0;border-bottom:1px solid #888}label{display:block}</style><h1>All questions</h1><main>${questions(n).map(item).join("\n")}</main>${script ? `<script>${lines}</script>` : ""}</html>`;
}
