// The disk is full in the middle of work: what could not be kept stays on the screen and is told, nothing
// that was kept is lost, and once there is room again everything is kept.
import { begin, textField, unlock } from "../fixtures/locked.mjs";
import { pause } from "../fixtures/server.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

const { n, dice } = trials("quota", 3);
const verdict = new Verdict();
const { server, tablet, address } = await begin();
await server.kill();

for (let trial = 1; trial <= n; trial += 1) {
  const { page } = tablet;
  const session = await tablet.context.newCDPSession(page);
  const room = (quotaSize) => session.send("Storage.overrideQuotaForOrigin", { origin: server.url, ...(quotaSize ? { quotaSize } : {}) });
  const kept = `Kept before ${trial}.`;
  await write(kept);
  await stateSays("On this tablet");
  await room(1);
  const words = `${kept} Written without room ${dice.between(1e6, 9e6)}.`;
  await write(words);
  await page.getByRole("alert").getByText("no room").waitFor();
  await pause(dice.between(0, 1500));
  verdict.expect(await textField(page).inputValue() === words, `trial ${trial}: the words left the screen`);
  verdict.expect(await page.locator("main .item", { has: page.locator("textarea") }).first().locator(".state--tablet, .state--server").count() === 0, `trial ${trial}: said to be kept without room`);
  if (dice.between(0, 1)) {
    // The browser dies before there is room: what was kept before is there.
    await tablet.kill();
    await tablet.reopen();
    await tablet.page.goto(address);
    await unlock(tablet.page);
    verdict.expect(await textField(tablet.page).inputValue() === kept, `trial ${trial}: what was kept before is gone`);
    continue;
  }
  await room();
  await page.getByRole("button", { name: "Try again" }).click();
  await stateSays("On this tablet");
  await page.goto(address);
  await unlock(page);
  verdict.expect(await textField(page).inputValue() === words, `trial ${trial}: the words were not kept once there was room`);
}
verdict.expect(tablet.troubles.length === 0, tablet.troubles.join("\n"));
await tablet.close();
await server.close();
verdict.close(`quota: ${n} times without room`);

async function write(words) {
  await textField(tablet.page).fill(words);
  await textField(tablet.page).blur();
}

async function stateSays(words) {
  const item = tablet.page.locator("main .item", { has: tablet.page.locator("textarea") }).first();
  await item.locator(".state__word", { hasText: words }).waitFor();
}
