// node tmp_sheet.mjs out.png width f1 f2 ...
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
const [out, width, ...fs] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--headless"] });
const p = await b.newPage({ viewport: { width: 1560, height: 900 } });
await p.setContent(`<body style="margin:0;display:flex;flex-wrap:wrap;gap:8px;background:#888">${fs.map((f) => `<figure style="margin:0;font:12px sans-serif"><img style="width:${width}px;display:block" src="data:image/png;base64,${readFileSync(f).toString("base64")}">${f.split("/").pop()}</figure>`).join("")}</body>`);
await p.screenshot({ path: out, fullPage: true });
await b.close();
