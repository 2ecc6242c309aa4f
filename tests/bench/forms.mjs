// What a form costs, beside the same form as a page written by hand: bytes to a fresh visitor, time to the
// first question that can be answered, a letter and a tick to the next paint, memory, and how long the
// page did not listen. Two floors: a page without script, and one with the few lines that show and hide.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { keptOnTablet, openBrowser, settled } from "../fixtures/browser.mjs";
import { signIn } from "../fixtures/people.mjs";
import { pause, startServer } from "../fixtures/server.mjs";
import { traced } from "../fixtures/trace.mjs";
import { page as written, questionnaire, questions } from "../fixtures/generated_form.mjs";

const SIZES = [50, 200, 1000];
const SLOWER = 4;
const N_RUNS = 3;
const N_KEYS = 40;
const N_TICKS = 20;
const LIMITS = { firstLoad: 300_000, cold: { 200: 1.8, 1000: 1.3 }, typing: 1.2, reveal: 1.2 };
const ASSETS = new URL("../../target/site/assets.json", import.meta.url);

const server = await startServer();
const floor = await serveFloors();
const figures = {};
const missed = [];
await publish();
const visit = await visitOfToday();
for (const n of SIZES) {
  figures[n] = {
    ours: await measure(`${server.url}/app/visits/${visit}/forms/generated-${n}/all`, true),
    page: await measure(`${floor.url}/${n}/plain`, false),
    scripted: await measure(`${floor.url}/${n}/scripted`, false),
  };
  await bytes(n);
}
floor.close();
await server.close();
tell();
judge();

/** Publishes a generated form of each size for home assessments. */
async function publish() {
  const body = new URLSearchParams({ email: "admin@demo.example", password: server.password });
  const answer = await fetch(`${server.url}/api/office/sign-in`, { method: "POST", body, redirect: "manual" });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const from = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/London" });
  for (const n of SIZES) {
    const version = { questionnaire: JSON.stringify(questionnaire(n)), from, kinds: ["home"] };
    const done = await fetch(`${server.url}/api/office/publish-form`, {
      method: "POST", headers: { cookie, "content-type": "application/json", accept: "application/json" }, body: JSON.stringify({ new: version }),
    });
    if (!done.ok) throw new Error(`publishing: ${done.status} ${await done.text()}`);
  }
}

async function visitOfToday() {
  const tablet = await openBrowser();
  await signIn(tablet.page, server, "therapist");
  await tablet.page.getByText("Everything for today is on this tablet.").waitFor();
  await tablet.page.locator("article.card").filter({ hasText: "Home assessment" }).getByRole("link").first().click();
  await tablet.page.waitForURL(/visits\/[0-9a-f-]{36}$/);
  await tablet.page.locator('main a[href*="/forms/generated-50/"]').first().waitFor();
  const id = tablet.page.url().split("/").pop();
  await tablet.close();
  return id;
}

async function measure(address, ours) {
  const tablet = await openBrowser();
  if (ours) {
    await signIn(tablet.page, server, "therapist");
    await tablet.page.getByText("Everything for today is on this tablet.").waitFor();
    // A tab that is left open would go on for the one that is measured.
    await tablet.page.close();
  }
  const found = {};
  for (const rate of [1, SLOWER]) {
    const [cold, warm] = [[], []];
    for (let run = 0; run < N_RUNS; run += 1) {
      cold.push((await open(tablet, address, rate, { forget: true })).time);
      if (ours) await settleAll(tablet, address);
      warm.push((await open(tablet, address, rate)).time);
    }
    found[`cold${rate}`] = middle(cold);
    found[`warm${rate}`] = middle(warm);
  }
  const opened = await open(tablet, address, SLOWER, { trace: true, stay: true });
  Object.assign(found, { blocked: opened.blocked }, await weight(opened.page), await use(opened.page));
  await tablet.close();
  return found;
}

/** Everything of this origin is on the tablet again, as after a first visit. */
async function settleAll(tablet, address) {
  const page = await tablet.context.newPage();
  await page.goto(address);
  await settled(page);
  await keptOnTablet(page);
  await page.close();
}

async function open(tablet, address, rate, { forget = false, trace = false, stay = false } = {}) {
  const page = await tablet.context.newPage();
  const session = await tablet.context.newCDPSession(page);
  if (forget) {
    await session.send("Storage.clearDataForOrigin", { origin: new URL(address).origin, storageTypes: "cache_storage,indexeddb,service_workers,shader_cache" });
    await session.send("Network.clearBrowserCache");
    await tablet.context.clearCookies({ name: "threshold-tablet" });
  }
  await page.addInitScript(() => {
    // The first question that can be answered, and the memory of the wasm.
    const look = () => {
      const found = document.querySelector("main .item :is(input, textarea, select, button):not([disabled])");
      if (found?.checkVisibility()) window.answerableAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const before = WebAssembly[name];
      WebAssembly[name] = async (...words) => {
        const result = await before.call(WebAssembly, ...words);
        window.wasmMemory = (result.instance ?? result).exports.memory;
        return result;
      };
    }
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  const arrive = async () => {
    await page.goto(address);
    return (await page.waitForFunction(() => window.answerableAt, undefined, { timeout: 120_000 })).jsonValue();
  };
  let [time, blocked] = [undefined, undefined];
  if (trace) {
    const seen = await traced(page, async () => {
      const time = await arrive();
      await pause(1500);
      return time;
    });
    time = seen.result;
    blocked = seen.trace.blockedFor();
  } else {
    time = await arrive();
  }
  if (!stay) await page.close();
  return { time, page, blocked };
}

async function weight(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const wasm = await page.evaluate(() => window.wasmMemory?.buffer.byteLength ?? 0);
  const heap = (await session.send("Runtime.getHeapUsage")).usedSize;
  return { memory: heap + wasm, nodes: await page.evaluate(() => document.getElementsByTagName("*").length) };
}

/** Letters and ticks to the next paint, with the page four times slower. */
async function use(page) {
  await page.evaluate(() => {
    window.paints = [];
    for (const name of ["keydown", "pointerdown"]) {
      document.addEventListener(name, (event) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.paints.push(performance.now() - event.timeStamp);
        port2.postMessage(0);
      }), { capture: true });
    }
  });
  const field = page.locator("main .item textarea").first();
  await field.click();
  await page.evaluate(() => { window.paints.length = 0; });
  for (let n = 0; n < N_KEYS; n += 1) {
    await page.keyboard.press("abcdefghij"[n % 10]);
    await pause(90);
  }
  const typing = await page.evaluate(() => window.paints.splice(0));
  const yes = questions(50).find(({ behind }) => behind).behind;
  const item = page.locator("main .item", { has: page.getByText(questions(50).find(({ id }) => id === yes).label, { exact: true }) }).first();
  const labels = [item.getByText("Yes", { exact: true }).first(), item.getByText("No", { exact: true }).first()];
  await labels[1].scrollIntoViewIfNeeded();
  // Looked for once: to find them again among thousands of elements is work of this script on the page's own time.
  const boxes = await Promise.all(labels.map((label) => label.boundingBox()));
  const tick = (n) => page.mouse.click(boxes[n % 2].x + boxes[n % 2].width / 2, boxes[n % 2].y + boxes[n % 2].height / 2);
  const reveal = [];
  for (let n = 0; n < N_TICKS; n += 1) {
    await page.evaluate(() => { window.paints.length = 0; });
    await tick(n);
    await pause(250);
    reveal.push(await page.evaluate(() => window.paints[0]));
  }
  return { typing: quantiles(typing), reveal: quantiles(reveal) };
}

async function bytes(n) {
  const kept = JSON.parse(readFileSync(ASSETS, "utf8")).field_files;
  const sizes = await Promise.all(kept.map(async (path) => {
    const sent = await fetch(server.url + path, { headers: { "accept-encoding": "identity" } });
    // The names of files carry their content: those of another build are not here, and would weigh nothing.
    if (!sent.ok) throw new Error(`${path}: ${sent.status}; the server is of another build than target/site`);
    const raw = (await sent.arrayBuffer()).byteLength;
    const small = await fetch(server.url + path, { method: "HEAD", headers: { "accept-encoding": "br" } });
    return { raw, sent: Number(small.headers.get("content-length") ?? raw) };
  }));
  const form = JSON.stringify(questionnaire(n));
  const sum = (field) => sizes.reduce((sum, size) => sum + size[field], 0);
  figures[n].ours.bytes = { raw: sum("raw") + form.length, sent: sum("sent") + brotliCompressSync(form).length };
  for (const [name, script] of [["page", false], ["scripted", true]]) {
    const text = written(n, { script });
    figures[n][name].bytes = { raw: text.length, sent: brotliCompressSync(text).length };
  }
}

async function serveFloors() {
  const listener = createServer((request, response) => {
    const [, n, kind] = request.url.split("/");
    if (!SIZES.includes(Number(n))) return response.writeHead(404).end();
    const text = brotliCompressSync(written(Number(n), { script: kind === "scripted" }));
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-encoding": "br", "cache-control": "max-age=600" }).end(text);
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${listener.address().port}`, close: () => { listener.closeAllConnections(); listener.close(); } };
}

function tell() {
  const ms = (value) => (value === undefined ? "-" : `${value.toFixed(0)} ms`);
  const kB = (value) => `${(value / 1000).toFixed(0)} kB`;
  const rows = {
    "bytes raw": ({ bytes }) => kB(bytes.raw), "bytes sent": ({ bytes }) => kB(bytes.sent),
    "cold": ({ cold1 }) => ms(cold1), "warm": ({ warm1 }) => ms(warm1),
    [`cold, CPU x${SLOWER}`]: (one) => ms(one[`cold${SLOWER}`]), [`warm, CPU x${SLOWER}`]: (one) => ms(one[`warm${SLOWER}`]),
    "letter p50": ({ typing }) => ms(typing.p50), "letter p95": ({ typing }) => ms(typing.p95),
    "tick p50": ({ reveal }) => ms(reveal.p50), "tick p95": ({ reveal }) => ms(reveal.p95),
    "did not listen": ({ blocked }) => ms(blocked), "heap and wasm": ({ memory }) => kB(memory), "elements": ({ nodes }) => String(nodes),
  };
  for (const n of SIZES) {
    console.log(`\n${`${n} questions`.padEnd(18)}${["ours", "page", "page with script"].map((word) => word.padStart(18)).join("")}`);
    for (const [name, of] of Object.entries(rows)) {
      console.log(`  ${name.padEnd(16)}${["ours", "page", "scripted"].map((which) => of(figures[n][which]).padStart(18)).join("")}`);
    }
  }
}

function judge() {
  const ratio = (n, figure, which) => figure(figures[n].ours) / figure(figures[n][which]);
  const check = (words, value, most) => {
    const line = `${words}: ${value.toFixed(2)} of at most ${most}`;
    console.log(line);
    if (!(value <= most)) missed.push(line);
  };
  console.log();
  check("first load, in 300 kB", figures[200].ours.bytes.sent / LIMITS.firstLoad, 1);
  for (const [n, most] of Object.entries(LIMITS.cold)) check(`cold, ${n} questions, times the page`, ratio(n, (one) => one[`cold${SLOWER}`], "page"), most);
  for (const n of SIZES) {
    check(`letter p95, ${n} questions, times the page of 50`, figures[n].ours.typing.p95 / figures[50].page.typing.p95, LIMITS.typing);
    check(`tick p95, ${n} questions, times ${n === 50 ? "the scripted page" : "our own of 50"}`,
      figures[n].ours.reveal.p95 / (n === 50 ? figures[50].scripted : figures[50].ours).reveal.p95, n === 50 ? LIMITS.reveal : 1);
  }
  if (missed.length) {
    console.error(`missed:\n${missed.join("\n")}`);
    process.exitCode = 1;
  }
}

function middle(values) { return quantiles(values).p50; }

function quantiles(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  return { p50: at(0.5), p95: at(0.95) };
}
