// The measurements of reach.test.mjs on small pages that are wrong on purpose: each of them must be
// able to find something, and to find nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { SIZES, openBrowser } from "../fixtures/browser.mjs";
import { headingFindings, keyboardFindings, sidewaysFindings, targetFindings } from "../fixtures/reach.mjs";

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });

const STYLE = `<style>
  body { margin: 0; } button, .row { min-height: 48px; min-width: 48px; display: block; }
  :focus-visible { outline: 3px solid #16252b; } .bare:focus { outline: none; } .below { position: fixed; top: 0; left: 0; width: 100%; height: 100%; background: #fff; }
  .hidden-radio { position: absolute; opacity: 0; width: 1px; height: 1px; }
</style>`;

async function findings(body, measure) {
  const page = await browser.context.newPage();
  try {
    await page.setViewportSize(SIZES.narrow);
    await page.setContent(`<!DOCTYPE html><html lang="en"><head><title>Doors</title>${STYLE}</head><body><main>${body}</main></body></html>`);
    return await measure(page);
  } finally {
    await page.close();
  }
}

test("a page has one heading", async () => {
  assert.deepEqual(await findings("<h1>Doors</h1>", headingFindings), []);
  assert.equal((await findings("<h1>Doors</h1><h1>Stairs</h1>", headingFindings)).length, 1);
  assert.equal((await findings("<h1 hidden>Doors</h1>", headingFindings)).length, 1);
});

test("a small target is found, a link in a sentence is none", async () => {
  assert.deepEqual(await findings('<button>Add a door</button><p>See <a href="#a">the guide</a> first.</p>', targetFindings), []);
  assert.equal((await findings('<button style="height:20px;min-height:0">Add</button>', targetFindings)).length, 1);
  assert.equal((await findings('<p><a href="#a">alone</a></p>', targetFindings)).length, 1);
});

test("a control's label counts as its target", async () => {
  const radio = (height) => `<label class="row" style="min-height:${height}px;height:${height}px"><input type="radio" name="a">Yes</label>`;
  assert.deepEqual(await findings(radio(48), targetFindings), []);
  assert.equal((await findings(radio(24), targetFindings)).length, 1);
});

test("sideways scrolling is found, unless a box of its own does it", async () => {
  assert.deepEqual(await findings('<div style="overflow-x:auto"><div style="width:900px">wide</div></div>', sidewaysFindings), []);
  assert.equal((await findings('<div style="width:900px">wide</div>', sidewaysFindings)).length, 1);
});

test("the walk reaches every control, and one radio stands for its group", async () => {
  const group = '<fieldset><legend>Clear?</legend><label class="row"><input type="radio" name="a">Yes</label><label class="row"><input type="radio" name="a">No</label></fieldset>';
  assert.deepEqual(await findings(`<button>Add</button><a class="row" href="#a">Go</a>${group}<button>Last</button>`, keyboardFindings), []);
});

test("what the walk cannot reach is found", async () => {
  const trap = '<button id="a">A</button><button>B</button><script>document.getElementById("a").onkeydown = (e) => e.preventDefault();</script>';
  assert.ok((await findings(trap, keyboardFindings)).some((words) => words.startsWith("not reached")));
});

test("focus that cannot be seen is found", async () => {
  assert.ok((await findings('<button class="bare">A</button>', keyboardFindings)).some((words) => words.startsWith("focus cannot be seen")));
  assert.ok((await findings('<button>A</button><div class="below">on top</div>', keyboardFindings)).some((words) => words.startsWith("focus is covered")));
});

test("axe finds a picture without words", async () => {
  assert.deepEqual(await findings("<h1>Doors</h1>", axeFindings), []);
  assert.ok((await findings('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', axeFindings)).some((words) => words.includes("image-alt")));
});
