// The tablet's lock: nothing comes to a tablet before it has a passphrase, everything on it is sealed,
// locking in the middle of a word loses nothing, and a tablet that was stolen, withdrawn or not seen for
// too long tells nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeFindings } from "../fixtures/axe.mjs";
import { openBrowser, settled } from "../fixtures/browser.mjs";
import { lock, makeReady, openForm, openTablet, passphrase, startService, textField, tryToUnlock, unlock } from "../fixtures/locked.mjs";
import { signIn } from "../fixtures/people.mjs";
import { found } from "../fixtures/profile.mjs";
import { status } from "../fixtures/tablet.mjs";

const WORDS = "Canary-7Q4: she wants to reach the garden again";
let server;
let tablet;
let office;
let address;

before(async () => { server = await startService(); });
after(async () => {
  for (const browser of [tablet, office]) await browser?.close();
  await server?.close();
});

/** What lies in the tablet's store: keys, and whether the value is sealed. */
const kept = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("threshold");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const store = opening.result.transaction("kept").objectStore("kept");
    const [keys, values] = [store.getAllKeys(), store.getAll()];
    store.transaction.oncomplete = () => {
      opening.result.close();
      resolve(keys.result.map((key, idx) => ({ key, sealed: values.result[idx][0] === 1 })));
    };
  };
}));

/** Makes it so long ago that this tablet met the server. Whose tablet it is and when it met lie open. */
const lastContact = (page, at) => page.evaluate((at) => new Promise((resolve, reject) => {
  const opening = indexedDB.open("threshold");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const store = opening.result.transaction("kept", "readwrite").objectStore("kept");
    store.get("device").onsuccess = ({ target }) => {
      const device = JSON.parse(new TextDecoder().decode(target.result));
      store.put(new TextEncoder().encode(JSON.stringify({ ...device, last_contact: new Date(at).toISOString() })), "device");
    };
    store.transaction.oncomplete = () => { opening.result.close(); resolve(); };
  };
}), at);

test("no visit comes to a tablet before it has a passphrase", async () => {
  tablet = await openTablet(server);
  const { page } = tablet;
  await page.getByRole("heading", { name: "Make this tablet ready" }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  const keys = (await kept(page)).map(({ key }) => key);
  assert.deepEqual(keys.filter((key) => !["client", "device", "offered", "seq"].includes(key)), []);

  await passphrase(page).fill("too short");
  await page.getByRole("button", { name: "Make ready" }).click();
  await page.getByText("Use at least 12 characters.").waitFor();
  await passphrase(page).fill("kettle ladder plum window");
  await page.getByLabel("Type it again", { exact: true }).fill("kettle ladder plum window");
  await page.getByRole("button", { name: "Make ready" }).click();
  await page.getByText("Tick this when it is so.").waitFor();
  await makeReady(page);
});

test("everything on it is sealed but whose it is", async () => {
  const { page } = tablet;
  address = await openForm(page);
  const text = textField(page);
  await text.fill(WORDS);
  await text.blur();
  await status(page, "All on the server");
  const entries = await kept(page);
  assert.ok(entries.length > 50, "visits, answers and forms are here");
  const open = entries.filter(({ sealed }) => !sealed).map(({ key }) => key).sort();
  assert.deepEqual(open, ["client", "device", "lock", "offered", "sealed-by", "seq"]);
});

test("locking in the middle of a word covers everything, and opens at the same letter", async () => {
  const { page } = tablet;
  const name = (await page.locator(".appbar, header").first().innerText()).split(",")[0].trim();
  for (let trial = 0; trial < 5; trial += 1) {
    const text = textField(page);
    const before = await text.inputValue();
    await text.click();
    await text.evaluate((area, at) => area.setSelectionRange(at, at), 10 + trial);
    await page.keyboard.type(`x${trial}y`);
    await lock(page);
    const seen = await page.evaluate(() => document.documentElement.outerHTML);
    for (const word of ["Canary-7Q4", `x${trial}y`, name]) assert.ok(!seen.includes(word), `${word} is covered`);
    await unlock(page);
    await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    const after = await textField(page).inputValue();
    assert.equal(after, `${before.slice(0, 10 + trial)}x${trial}y${before.slice(10 + trial)}`);
    assert.equal(await page.evaluate(() => document.activeElement.selectionStart), 13 + trial);
    assert.equal(page.url(), address);
  }
});

test("a wrong passphrase does not open it, and tries are counted over a restart", async () => {
  const { page } = tablet;
  await lock(page);
  assert.deepEqual(await axeFindings(page), []);
  await tryToUnlock(page, "kettle ladder plum door");
  await page.getByText("That passphrase is not right. 4 tries left, then a 5-minute wait.").waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Locked", level: 1 }).waitFor();
  await tryToUnlock(page, "something else entirely");
  await page.getByText("3 tries left").waitFor();
  await unlock(page);
  await textField(page).waitFor();
});

test("a thief who takes the tablet while it is open finds nothing in the browser's files", async () => {
  const { page } = tablet;
  // Who it is, as the pages say it, and what was typed.
  const people = await page.evaluate(() => document.body.innerText.match(/\b[A-Z]{4,}(?=, [A-Z][a-z]+)/g) ?? []);
  assert.ok(people.length, "a person's name stands on the page");
  // Who loses power within half a minute of signing in has to sign in again; that is not this story.
  await tablet.keepsCookie("threshold");
  await tablet.kill();
  assert.deepEqual(found(tablet.profile, ["Canary-7Q4", ...new Set(people)]), []);
});

test("it opens again without signal, with every word", async () => {
  await server.kill();
  await tablet.reopen();
  const { page } = tablet;
  await page.goto(address);
  await page.getByRole("heading", { name: "Locked", level: 1 }).waitFor();
  await unlock(page);
  assert.match(await textField(page).inputValue(), /x4y/);
});

test("not having met the server for three days it opens with the server only", async () => {
  const { page } = tablet;
  await lock(page);
  await lastContact(page, Date.now() - 73 * 3_600_000);
  await page.reload();
  await page.getByText("This tablet has not met the server for 3 days.").waitFor();
  assert.equal(await passphrase(page).count(), 0);
  await server.start({ demo: false });
  await page.getByRole("button", { name: "Try now" }).click();
  await passphrase(page).waitFor();
  await unlock(page);
  await textField(page).waitFor();
});

/** Writes without signal and is switched off, so that something waits on the tablet while others act. */
async function writesWithoutSignal(words) {
  const { page } = tablet;
  await server.kill();
  await textField(page).fill(words);
  await textField(page).blur();
  await page.locator("main .item", { has: page.locator("textarea") }).locator(".state__word", { hasText: "On this tablet" }).first().waitFor();
  await tablet.kill();
  await server.start({ demo: false });
}

/** Switches the tablet on again. */
async function switchOn() {
  await tablet.reopen();
  const { page } = tablet;
  await page.goto(address);
  await page.getByRole("heading", { name: "Locked", level: 1 }).waitFor();
  return page;
}

/** An administrator on the page of the therapist's account. */
async function accountPage() {
  const { page } = office;
  await page.goto(`${server.url}/users`);
  await settled(page);
  await page.getByRole("link", { name: "Hannah Okonjo-Reid" }).first().click();
  await page.getByRole("heading", { name: "Tablets" }).waitFor();
  return page;
}

test("an administrator withdraws the tablet: it hands over what it holds and clears itself", async () => {
  await writesWithoutSignal("Written in the cellar, before anybody knew.");
  office = await openBrowser({ size: "landscape" });
  await signIn(office.page, server, "admin");
  const admin = await accountPage();
  assert.deepEqual(await axeFindings(admin), []);
  await admin.getByRole("button", { name: /^Withdraw .* on / }).first().click();
  await admin.getByRole("button", { name: "Withdraw this tablet" }).click();
  await admin.getByText(/^Withdrawn /).waitFor();

  const page = await switchOn();
  await page.getByText(/This tablet was withdrawn on \d+ \w+ \d+\. Unlock it once/).waitFor();
  await tryToUnlock(page);
  await page.getByRole("heading", { name: "This tablet is cleared" }).waitFor();
  await page.getByText(/This tablet was withdrawn on \d+ \w+ \d+\./).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(await kept(page), []);
});

test("what it handed over waits for her supervisor", async () => {
  const { page } = office;
  await page.context().clearCookies();
  await signIn(page, server, "supervisor");
  await page.goto(`${server.url}/held`);
  await settled(page);
  await page.getByText("Written in the cellar, before anybody knew.").waitFor();
  await page.getByText("The tablet was withdrawn before these answers arrived.").first().waitFor();
});

test("somebody leaves while work is on the tablet: it is handed over without a session", async () => {
  await tablet.close();
  ({ tablet, address } = await readyAgain());
  await writesWithoutSignal("Written on the last day.");
  await office.page.context().clearCookies();
  await signIn(office.page, server, "admin");
  const admin = await accountPage();
  await admin.getByRole("button", { name: "Leaves today ..." }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Leaves today" }).click();
  await admin.getByText(/Left/).first().waitFor();
  const page = await switchOn();
  await tryToUnlock(page);
  await page.getByRole("heading", { name: "This tablet is cleared" }).waitFor();

  await office.page.context().clearCookies();
  await signIn(office.page, server, "supervisor");
  await office.page.goto(`${server.url}/held`);
  await settled(office.page);
  await office.page.getByText("Written on the last day.").waitFor();
  assert.deepEqual([...tablet.troubles, ...office.troubles], []);
});

async function readyAgain() {
  const again = await openTablet(server);
  await makeReady(again.page);
  return { tablet: again, address: await openForm(again.page) };
}

test("a browser that lost its store says so, with the time of the last sending", async () => {
  const { page, context } = office;
  await context.clearCookies();
  await signIn(page, server, "student");
  await makeReady(page);
  const session = await context.newCDPSession(page);
  await page.goto("about:blank");
  await session.send("Storage.clearDataForOrigin", { origin: server.url, storageTypes: "indexeddb,local_storage,cache_storage" });
  await page.goto(`${server.url}/app/today`);
  await page.getByRole("heading", { name: "This tablet has lost its stored work" }).waitFor();
  await page.getByText(/the browser’s store was empty. Work last sent: /).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole("button", { name: "I have read this" }).click();
  await makeReady(page);
  await page.goto(`${server.url}/app/today`);
  await page.getByRole("heading", { name: "Locked", level: 1 }).waitFor();
});

test("somebody else who signs in gets an empty tablet, or is told whose work is not sent", async () => {
  const { page } = office;
  await tryToUnlock(page);
  await openForm(page);
  await server.kill();
  await textField(page).fill("Waits for signal.");
  await textField(page).blur();
  await page.locator(".state__word", { hasText: "On this tablet" }).first().waitFor();
  await server.start({ demo: false });
  await page.context().clearCookies();
  await signIn(page, server, "assistant");
  await page.goto(`${server.url}/app/today`);
  await page.getByRole("heading", { name: "Locked", level: 1 }).waitFor();
  await page.getByText("Beatrix Lindqvist-Moore").first().waitFor();
  await page.getByText("Work of somebody else is on this tablet and not sent yet.").waitFor();
  // She comes back, it is sent, and then the tablet is free.
  await page.context().clearCookies();
  await signIn(page, server, "student");
  await page.goto(`${server.url}/app/today`);
  await tryToUnlock(page);
  await status(page, "All on the server");
  await page.context().clearCookies();
  // The sign-in leads to Today, and the tablet empties itself there and is loaded anew.
  await signIn(page, server, "assistant");
  await page.getByRole("heading", { name: "Make this tablet ready" }).waitFor();
  assert.deepEqual((await kept(page)).map(({ key }) => key).filter((key) => key.includes("/")), []);
});
