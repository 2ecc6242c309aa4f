// Photos: taken without signal, on the tablet before they are seen, sent after all words, and removed
// on both sides when nobody agreed to them.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { keptOnTablet, openBrowser, settled } from "../fixtures/browser.mjs";
import { signIn } from "../fixtures/people.mjs";
import { photo, takePhoto, withExif } from "../fixtures/photo.mjs";
import { pause, startServer } from "../fixtures/server.mjs";
import { keptBytes } from "../fixtures/stored_tablet.mjs";
import { openCard, status } from "../fixtures/tablet.mjs";

const SECRET = "51.5007N 0.1246W Margarets iPad";

describe("photos", () => {
  let server;
  let tablet;
  let page;
  let form;
  let picture;

  before(async () => {
    server = await startServer();
    tablet = await openBrowser({ size: "landscape" });
    page = tablet.page;
    await signIn(page, server, "therapist");
    await page.getByText("Everything for today is on this tablet.").waitFor();
    await keptOnTablet(page);
    picture = await photo(page, { seed: 7 });
    await openCard(page, "Home assessment");
    await page.waitForURL(/visits\/[0-9a-f-]{36}$/);
    await page.locator('main a[href*="/forms/home-visit/"]').first().click();
    await page.getByRole("button", { name: "Add note" }).first().waitFor();
    form = page.url();
  });

  after(async () => {
    await tablet?.close();
    await server?.close();
  });

  const photoButton = () => page.locator("main .item").getByRole("button", { name: "Photo", exact: true }).first();
  const visit = () => form.match(/visits\/([0-9a-f-]{36})/)[1];
  const stateOf = (words) => page.locator("main .lintel .state__word", { hasText: words }).waitFor();
  const atServer = (path, cookie) => fetch(`${server.url}${path}`, { headers: { cookie } });
  const cookieOf = async (browser) => (await browser.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  let sha256;

  test("a photo taken without signal is kept, upright, small, and without what the camera wrote beside it", async () => {
    await server.kill();
    sha256 = await takePhoto(page, photoButton(), withExif(picture, SECRET, 6));
    const shown = page.locator(".picture__img");
    await shown.waitFor();
    const size = await shown.evaluate(async (image) => {
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    });
    assert.deepEqual(size, [1200, 1600], "turned as the camera was held, at most 1,600 pixels");
    const kept = await keptBytes(page, `photo/${visit()}/${sha256}`);
    assert.deepEqual([...kept.subarray(0, 2)], [0xff, 0xd8]);
    assert.ok(!kept.includes("Exif") && !kept.includes(SECRET), "nothing but the picture");
    await stateOf("On this tablet");
  });

  test("its facts are written down like answers, and the missing list asks for the agreement", async () => {
    await page.getByRole("link", { name: /^Missing/ }).first().click();
    await page.getByText("photo, agreement not asked").waitFor();
    await page.goBack();
    await page.getByLabel("What does it show?").fill("Front door, opens outwards");
    await page.getByLabel("Also landlord or contractor").check();
    await page.getByLabel("Yes", { exact: true }).check();
    await page.getByRole("link", { name: /^Missing/ }).first().click();
    await page.getByRole("heading", { level: 1, name: /missing/ }).waitFor();
    assert.equal(await page.getByText("agreement not asked").count(), 0);
    await page.goBack();
    await page.locator(".picture__img").waitFor();
  });

  test("marks are set with two taps, or with the keyboard, and stand on a layer of their own", async () => {
    const frame = page.locator(".photo-page__frame");
    await page.getByRole("button", { name: "Length", exact: true }).click();
    await page.getByText("Tap where it starts.").waitFor();
    const box = await frame.boundingBox();
    await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await page.mouse.click(box.x + box.width * 0.7, box.y + box.height * 0.3);
    await page.getByLabel(/^Length 1/).fill("762 mm");
    await page.locator(".mark__words", { hasText: "762 mm" }).waitFor();
    await page.getByRole("button", { name: "Blur", exact: true }).press("Enter");
    await page.getByText("Blur 2").waitFor();
    const before = await page.locator(".mark__blur").getAttribute("x");
    await page.getByRole("button", { name: "Move Blur 2 with the arrow keys" }).press("ArrowRight");
    await page.waitForFunction((before) => document.querySelector(".mark__blur").getAttribute("x") !== before, before);
    assert.deepEqual(await axeFindings(page), []);
  });

  test("a killed browser has lost nothing of it", async () => {
    await pause(600);
    await tablet.kill();
    await tablet.reopen();
    page = tablet.page;
    await page.goto(`${server.url}/app/visits/${visit()}/photos`);
    await page.getByText("Front door, opens outwards").waitFor();
    await page.locator(".picture__img").waitFor();
    await page.getByText("May be shared").waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.goto(`${server.url}/app/unsent`);
    await page.getByText(/1 photo, \d+ kB/).waitFor();
  });

  test("with signal it arrives after the words, and the supervisor is shown it with the blur burnt in", async () => {
    await server.start();
    await page.goto(`${server.url}/sign-in`).catch(() => {});
    await signIn(page, server, "therapist");
    await status(page, "All on the server", { timeout: 60_000 });
    const path = `/api/v1/photos/${visit()}/${sha256}`;
    const answer = await atServer(path, await cookieOf(tablet));
    assert.equal(answer.status, 200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.ok(!bytes.includes("Exif") && !bytes.includes(SECRET));
    assert.equal((await atServer(path, "")).status, 401);

    const office = await openBrowser({ size: "landscape" });
    await signIn(office.page, server, "supervisor");
    await office.page.goto(`${server.url}/visits/${visit()}/report`);
    const shown = office.page.locator(".figure .picture__img");
    await shown.waitFor();
    const colours = await shown.evaluate(async (image) => {
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      // A row through the middle of the blurred place, and one below it.
      return [0.55, 0.75].map((share) => {
        const row = context.getImageData(canvas.width * 0.4, Math.round(canvas.height * share), canvas.width * 0.2, 1).data;
        return new Set(row.filter((_, idx) => idx % 4 === 0)).size;
      });
    });
    assert.ok(colours[0] * 3 < colours[1], `the blurred place has ${colours[0]} shades, the place below ${colours[1]}`);
    await office.page.getByText("Front door, opens outwards").first().waitFor();
    await signIn(office.page, server, "admin");
    assert.equal((await atServer(path, await cookieOf(office))).status, 404, "who reads no visits sees no photos");
    assert.deepEqual(office.troubles, []);
    await office.close();
  });

  test("without agreement the photo goes from the tablet and from the server, and only that it was there stays", async () => {
    await page.goto(`${server.url}/app/visits/${visit()}/photos/${sha256}`);
    // Asked by mistake: nothing changes.
    await page.getByLabel("No", { exact: true }).check();
    await page.getByRole("button", { name: "Keep it, they agreed" }).click();
    assert.ok(await page.getByLabel("Yes", { exact: true }).isChecked());
    await page.getByLabel("No", { exact: true }).check();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("Photo removed: not agreed").waitFor();
    const cookie = await cookieOf(tablet);
    const until = Date.now() + 30_000;
    let gone;
    do {
      gone = (await atServer(`/api/v1/photos/${visit()}/${sha256}`, cookie)).status;
      await pause(250);
    } while (gone !== 404 && Date.now() < until);
    assert.equal(gone, 404);
    assert.equal(await keptBytes(page, `photo/${visit()}/${sha256}`), undefined, "its bytes are gone from the tablet");
    // Folders in which it stood may stay; they tell nothing that the record does not.
    const files = () => readdirSync(`${server.data}/files`, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    while (files().length && Date.now() < until) await pause(100);
    assert.deepEqual(files(), [], "and from the folder of the server");
    assert.deepEqual(tablet.troubles, []);
  });

  test("what is no picture is told so, and the form is as it was", async () => {
    await page.goto(form);
    await settled(page);
    const choosing = page.waitForEvent("filechooser");
    await photoButton().click();
    await (await choosing).setFiles({ name: "letter.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
    await page.getByText("This file is no picture that can be read here.").waitFor();
  });
});
