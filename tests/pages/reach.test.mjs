// Every page, for everybody: axe finds nothing in light and dark, the keyboard reaches everything
// and shows where it is, targets can be hit with a gloved finger, nothing scrolls sideways at 320 px,
// and each page says in one heading what it is.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { SIZES, openBrowser, settled } from "../fixtures/browser.mjs";
import { PAGES, follow, signIn } from "../fixtures/people.mjs";
import { headingFindings, keyboardFindings, sidewaysFindings, targetFindings } from "../fixtures/reach.mjs";
import { startServer } from "../fixtures/server.mjs";

// Pages that have been tried and hold. The others have not all been tried yet: they are named in every
// run, so that nobody takes silence for proof.
const TRIED = PAGES.map((page) => page.name);
const NOT_YET = PAGES.filter((page) => !TRIED.includes(page.name)).map((page) => page.name);
const TRIED_PAGES = PAGES.filter((page) => TRIED.includes(page.name));

let server;
before(async () => { server = await startServer(); });
after(async () => { await server?.close(); });

test("every page that was tried is still in the list", (t) => {
  assert.equal(TRIED_PAGES.length, TRIED.length);
  t.diagnostic(`not tried yet: ${NOT_YET.join(", ")}`);
});

for (const account of [...new Set(TRIED_PAGES.map((page) => page.account))]) {
  describe(account ?? "nobody signed in", () => {
    let browser;
    before(async () => {
      browser = await openBrowser();
      if (account) await signIn(browser.page, server, account);
    });
    after(async () => { await browser?.close(); });

    for (const spec of TRIED_PAGES.filter((page) => page.account === account)) {
      test(`${spec.name} is there for everybody`, async () => {
        const { page } = browser;
        browser.troubles.length = 0;
        await page.setViewportSize(SIZES.landscape);
        await follow(page, server, spec);
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
        findings.push(...await sidewaysFindings(page), ...browser.troubles);
        assert.deepEqual(findings, [], `${page.url()}\n${findings.join("\n")}`);
      });
    }
  });
}
