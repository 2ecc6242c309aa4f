// Somebody types eight letters a second and the browser is killed at a random moment. Afterwards the
// tablet has at least what it showed as kept, and every letter older than 300 ms.
import { pause } from "../fixtures/server.mjs";
import { begin, textField, unlock } from "../fixtures/locked.mjs";
import { files } from "../fixtures/profile.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

const BETWEEN_KEYS_MS = 125;
const MAY_BE_LOST_MS = 300;

const { n, dice } = trials("browser-kill", 5);
const verdict = new Verdict();
/** Chromium is on its way from one of these to the other. */
const BACK_ENDS = [
  { name: "LevelDB", flags: [], mark: /\.leveldb\// },
  { name: "SQLite", flags: ["--enable-features=IdbSqliteOnDiskRollout:UseSqliteForNewStores/true"], mark: /IndexedDB\/(?!.*\.leveldb)/ },
];
let n_letters = 0;
for (const [idx, backEnd] of BACK_ENDS.entries()) {
  // Together as many as were asked for.
  n_letters += await killAgainAndAgain(backEnd, Math.ceil((n - idx) / BACK_ENDS.length));
}
verdict.close(`browser-kill: ${n} kills on ${BACK_ENDS.map(({ name }) => name).join(" and ")}, ${n_letters} letters`);

async function killAgainAndAgain({ name, flags, mark }, n_kills) {
  const { server, tablet, address } = await begin({ flags });
  const stores = [...files(tablet.profile)].filter((path) => path.includes("/IndexedDB/"));
  verdict.expect(stores.some((path) => mark.test(path)), `this is not ${name}: ${stores.slice(0, 3)}`);
  // No signal: what is kept is kept here alone.
  await server.kill();
  let n_keys = 0;
  let n_kept = 0;

  for (let trial = 1; trial <= n_kills; trial += 1) {
    const { page } = tablet;
    const field = textField(page);
    // What stands in the field after each key, and when; what it showed as kept.
    const typed = [{ value: await field.inputValue(), at: 0 }];
    let shownAsKept = typed[0].value;
    await page.exposeBinding("tellKept", (_, value) => { shownAsKept = value; });
    await field.evaluate(watch);
    await field.click();
    await page.keyboard.press("Control+End");
    const until = Date.now() + dice.between(200, 3000);
    while (Date.now() < until) {
      await page.keyboard.press("abcdefghijklmnopqrstuvwxyz "[dice.between(0, 26)]);
      typed.push({ value: await field.inputValue(), at: Date.now() });
      n_keys += 1;
      await pause(BETWEEN_KEYS_MS);
    }
    await pause(dice.between(0, 200));
    const killedAt = Date.now();
    await tablet.kill();
    await tablet.reopen();
    await tablet.page.goto(address);
    await unlock(tablet.page);
    const found = await textField(tablet.page).inputValue();
    const last = (value) => typed.findLastIndex((one) => one.value === value);
    const mustHave = typed.findLastIndex((one) => one.at <= killedAt - MAY_BE_LOST_MS);
    verdict.expect(last(found) >= 0, `${name}, trial ${trial}: what is there was never typed`);
    verdict.expect(last(found) >= last(shownAsKept), `${name}, trial ${trial}: lost ${last(shownAsKept) - last(found)} letters that were shown as kept`);
    verdict.expect(last(found) >= mustHave, `${name}, trial ${trial}: lost ${mustHave - last(found)} letters older than ${MAY_BE_LOST_MS} ms`);
    if (last(shownAsKept) > 0) n_kept += 1;
  }
  verdict.expect(n_kept > (n_kills < 20 ? 0 : n_kills / 3), "hardly anything was shown as kept before a kill");
  verdict.expect(tablet.troubles.length === 0, tablet.troubles.join("\n"));
  await tablet.close();
  await server.close();
  return n_keys;
}

// In the page: tells the value of the field whenever its item says that it is kept.
function watch(field) {
  const item = field.closest(".item");
  const look = () => {
    if (item.querySelector(".state--tablet, .state--server")) window.tellKept(field.value);
  };
  new MutationObserver(look).observe(item, { subtree: true, childList: true, attributes: true });
}
