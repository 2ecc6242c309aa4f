// Every page, for everybody: axe finds nothing in light and dark, the keyboard reaches everything
// and shows where it is, targets can be hit with a gloved finger, nothing scrolls sideways at 320 px,
// and each page says in one heading what it is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { SIZES, openBrowser, settled } from "../fixtures/browser.mjs";
import { PAGES, follow, signIn } from "../fixtures/people.mjs";
import { atOnceFindings, headingFindings, keyboardFindings, sidewaysFindings, targetFindings } from "../fixtures/reach.mjs";
import { startServer } from "../fixtures/server.mjs";

/** Routes that no page of the list leads to: what they show needs a state that the demo does not have. */
const ELSEWHERE = ["/app/unlock", "/app/conflicts/:visit/:form/:item"];

const visited = new Set();
let server;
before(async () => { server = await startServer(); });
after(async () => { await server?.close(); });

for (const account of [...new Set(PAGES.map((page) => page.account))]) {
  describe(account ?? "nobody signed in", () => {
    let browser;
    before(async () => {
      browser = await openBrowser();
      if (account) await signIn(browser.page, server, account);
    });
    after(async () => { await browser?.close(); });

    for (const spec of PAGES.filter((page) => page.account === account)) {
      test(`${spec.name} is there for everybody`, async () => {
        const { page } = browser;
        browser.troubles.length = 0;
        await page.setViewportSize(SIZES.landscape);
        await follow(page, server, spec);
        visited.add(new URL(page.url()).pathname);
        const findings = [...await headingFindings(page), ...await targetFindings(page), ...await keyboardFindings(page)];
        for (const scheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme: scheme });
          await settled(page);
          findings.push(...(await axeFindings(page)).map((words) => `${scheme}: ${words}`));
        }
        await page.emulateMedia({ colorScheme: "light" });
        await page.setViewportSize(SIZES.phone);
        findings.push(...(await targetFindings(page)).map((words) => `phone: ${words}`));
        await page.setViewportSize(SIZES.narrow);
        await settled(page);
        findings.push(...await sidewaysFindings(page), ...await atOnceFindings(page), ...browser.troubles);
        assert.deepEqual(findings, [], `${page.url()}\n${findings.join("\n")}`);
      });
    }
  });
}

test("every route of both apps was tried", () => {
  const source = (name) => readFileSync(new URL(`../../app/src/${name}.rs`, import.meta.url), "utf8");
  const paths = (text) => [...text.matchAll(/<(ParentRoute|Route) path=path!\("([^"]*)"\)/g)];
  const parent = "/app/visits/:visit";
  const routes = ["field", "office"].flatMap((name) => paths(source(name)))
    .map(([, , path]) => (path.startsWith("/") ? path : `${parent}/${path}`.replace(/\/$/, "")));
  assert.ok(routes.length > 20, "the routes are read from the source");
  const isTried = (route) => {
    const shape = new RegExp(`^${route.replace(/:\w+/g, "[^/]+")}$`);
    return [...visited].some((path) => shape.test(path));
  };
  assert.deepEqual(routes.filter((route) => !isTried(route) && !ELSEWHERE.includes(route)), []);
});

test("the sign-in page is whole when a whole county opens it at once", async () => {
  const ask = () => fetch(`${server.url}/sign-in`).then(async (answer) => answer.ok && (await answer.text()).includes("</html>"), () => false);
  const cutOff = [];
  for (let n = 0; n < 20; n += 1) {
    const answers = await Promise.all(Array.from({ length: 64 }, ask));
    cutOff.push(...answers.filter((whole) => !whole));
  }
  assert.equal(cutOff.length, 0, `${cutOff.length} of ${20 * 64} were cut off`);
});
