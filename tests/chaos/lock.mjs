// Somebody types and the tablet is locked at a random moment, in the middle of a word. Nothing of it can
// be read in the page while it is locked, and no letter is missing afterwards.
import { pause } from "../fixtures/server.mjs";
import { begin, lock, textField, unlock } from "../fixtures/locked.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

const { n, dice } = trials("lock", 5);
const verdict = new Verdict();
const { server, tablet, address } = await begin();
const { page } = tablet;
let n_keys = 0;

for (let trial = 1; trial <= n; trial += 1) {
  const field = textField(page);
  const word = `w${trial}${"abcdefghij".slice(0, dice.between(1, 10))}`;
  const before = await field.inputValue();
  const at = dice.between(0, before.length);
  await field.click();
  await field.evaluate((area, at) => area.setSelectionRange(at, at), at);
  for (const letter of word) {
    await page.keyboard.press(letter);
    n_keys += 1;
    await pause(dice.between(0, 125));
  }
  await lock(page);
  const seen = await page.evaluate(() => document.documentElement.outerHTML);
  verdict.expect(!seen.includes(word), `trial ${trial}: the word can be read while it is locked`);
  await unlock(page);
  const wanted = before.slice(0, at) + word + before.slice(at);
  const found = await textField(page).inputValue();
  verdict.expect(found === wanted, `trial ${trial}: "${wanted}" was typed, "${found}" is there`);
  verdict.expect(page.url() === address, `trial ${trial}: it opened elsewhere`);
}
verdict.expect(tablet.troubles.length === 0, tablet.troubles.join("\n"));
await tablet.close();
await server.close();
verdict.close(`lock: ${n} times, ${n_keys} letters`);
