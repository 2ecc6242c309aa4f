import { openBrowser, settled, SIZES } from "./fixtures/browser.mjs";
import { PAGES, follow, signIn } from "./fixtures/people.mjs";
import { startServer } from "./fixtures/server.mjs";
import { writeFileSync } from "node:fs";
const only = process.argv[2] ? new RegExp(process.argv[2]) : /./;
const combos = (process.argv[3] ?? "landscape-light,portrait-dark,phone-light").split(",");
const server = await startServer();
const done = [];
for (const account of [...new Set(PAGES.map((p) => p.account))]) {
  const mine = PAGES.filter((p) => p.account === account && only.test(p.name));
  if (!mine.length) continue;
  const b = await openBrowser();
  b.context.setDefaultTimeout(12000);
  try { if (account) await signIn(b.page, server, account);
  for (const spec of mine) {
    try {
      await b.page.setViewportSize(SIZES.landscape);
      await follow(b.page, server, spec);
      for (const c of combos) {
        const [size, scheme] = c.split("-");
        await b.page.setViewportSize(SIZES[size]);
        await b.page.emulateMedia({ colorScheme: scheme === "dark" ? "dark" : "light" });
        if (scheme==="glare") await b.page.evaluate(()=>document.documentElement.dataset.theme="glare");
        await b.page.waitForTimeout(300);
        const f = `/tmp/shots/${spec.name.replace(/[^a-z]+/gi, "_")}-${c}.png`;
        await b.page.screenshot({ path: f });
        done.push(f);
      }
    } catch (e) { console.log(spec.name, e.message.slice(0, 200)); }
  } } catch (e) { console.log(account, e.message.slice(0,300)); }
  await b.close();
}
writeFileSync("/tmp/shots/list.json", JSON.stringify(done));
await server.close();
console.log(done.length);
