// A tablet is stolen: locked, and killed while it was open. 500 words were planted in answers, and photos
// were taken; none of the words and no piece of a photo may stand in any file of the browser, in any
// shape. Nor may the names that its visits carry, nor what the camera wrote beside the photo.
import { pause } from "../fixtures/server.mjs";
import { photo, takePhoto, withExif } from "../fixtures/photo.mjs";
import { found } from "../fixtures/profile.mjs";
import { status } from "../fixtures/tablet.mjs";
import { lock, makeReady, openForm, openTablet, startService, textField, unlock } from "../fixtures/locked.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

const N_CANARIES = 500;
const N_PHOTOS = 3;
/** Pieces of each photo that are looked for, and the bytes of each. */
const N_PIECES = 20;
const PIECE = 48;

const { n, seed, dice } = trials("theft", 1);
const verdict = new Verdict();
for (let trial = 1; trial <= n; trial += 1) {
  const server = await startService();
  const tablet = await openTablet(server);
  const { page } = tablet;
  await makeReady(page);
  const names = await namesOnToday(page);
  const canaries = Array.from({ length: N_CANARIES }, (_, idx) => `Kanarie${seed}-${trial}-${idx}-${dice.between(1e6, 9e6)}`);
  const address = await openForm(page);
  // Twenty at a time, each write over the one before: what was written once must not stay either.
  for (let idx = 0; idx < N_CANARIES; idx += 20) {
    await textField(page).fill(canaries.slice(idx, idx + 20).join(" "));
    await textField(page).blur();
    await pause(dice.between(0, 300));
  }
  const pieces = [];
  // The bytes as they are kept, seen on their way: nothing else of this page tells them.
  page.on("request", (request) => {
    const bytes = request.method() === "PATCH" ? request.postDataBuffer() : undefined;
    for (let idx = 0; bytes && idx < N_PIECES; idx += 1) {
      const from = dice.between(0, Math.max(0, bytes.length - PIECE));
      pieces.push(bytes.subarray(from, from + PIECE));
    }
  });
  for (let idx = 0; idx < N_PHOTOS; idx += 1) {
    const shot = withExif(await photo(page, { seed: dice.between(1, 1e6), width: 1600, height: 1200 }), `Kanarie${seed}-${trial}-exif`);
    await takePhoto(page, page.locator("main .item").getByRole("button", { name: "Photo", exact: true }).first(), shot);
    await page.locator(".picture__img").waitFor();
    await status(page, "All on the server");
    await page.getByRole("link", { name: "Done", exact: true }).click();
    await textField(page).waitFor();
  }
  canaries.push(`Kanarie${seed}-${trial}-exif`);
  await status(page, "All on the server");
  await lock(page);
  await pause(2000);
  await tablet.kill();
  look("locked and switched off");
  await tablet.reopen();
  await tablet.page.goto(address);
  await unlock(tablet.page);
  await textField(tablet.page).click();
  await tablet.page.keyboard.type(" and more");
  await pause(2000);
  await tablet.kill();
  look("killed while it was open");
  await tablet.close();
  await server.close();

  function look(when) {
    verdict.expect(names.length > 1, `the visits carry names: ${names}`);
    verdict.expect(pieces.length >= N_PHOTOS * N_PIECES, `only ${pieces.length} pieces of photos were seen on their way`);
    for (const hit of found(tablet.profile, [...canaries, ...names, ...pieces])) verdict.violations.push(`${when}: ${hit}`);
  }
}
verdict.close(`theft: ${n} tablets, ${N_CANARIES} words and ${N_PHOTOS} photos each, locked and open`);

async function namesOnToday(page) {
  await page.locator("article.card").first().waitFor();
  const text = await page.locator("main").textContent();
  return [...new Set(text.match(/[A-Z-]{4,}, [A-Z][a-z]+/g) ?? [])].flatMap((name) => name.split(", "));
}
