// The disk runs full while somebody types. It is told, the words stay on the screen, what was shown as kept survives a
// kill of the browser, and once there is room again everything is kept without a word typed anew.
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openForm, makeReady, openTablet, startService, textField, unlock } from "../fixtures/locked.mjs";
import { Verdict, trials } from "../fixtures/trials.mjs";

const DISK_MB = 256;
/** So much is left free at most. */
const LEFT_KB = 512;
const MOST_LETTERS = 200_000;

const { n, dice } = trials("quota", 2);
const verdict = new Verdict();
const disk = mkdtempSync(join(tmpdir(), "threshold-disk-"));
if (mounted()) {
  let n_full = 0;
  try {
    const server = await startService();
    process.env.TMPDIR = disk; // the browser's profile lies there from now on
    for (let trial = 1; trial <= n; trial += 1) n_full += await fill(server, trial);
    await server.close();
  } finally {
    // Lazily: a browser that is still open must not hide what went wrong.
    execFileSync("umount", ["--lazy", disk]);
  }
  rmSync(disk, { recursive: true });
  verdict.expect(n_full === n, `the disk ran full in ${n_full} of ${n} trials only`);
  verdict.close(`quota: ${n} full disks`);
} else {
  rmSync(disk, { recursive: true });
  console.log("quota: not run: this machine does not let us mount a small disk (it takes root, or CAP_SYS_ADMIN)");
}

function mounted() {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MB}m`, "tmpfs", disk], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** One tablet, one full disk; gives 1 when it ran full. */
async function fill(server, trial) {
  const tablet = await openTablet(server);
  await makeReady(tablet.page);
  const address = await openForm(tablet.page);
  await server.kill();
  const { page } = tablet;
  const ballast = join(disk, "ballast");
  fillDisk(ballast, dice.between(0, LEFT_KB) * 1024);
  // Long words, so that the room left is used up soon.
  let kept = await textField(page).inputValue();
  let typed = kept;
  let full = false;
  for (let n_words = 1; !full && typed.length < MOST_LETTERS; n_words += 1) {
    typed += ` ${n_words}`.padEnd(20_000, "word ");
    await textField(page).fill(typed);
    const told = await said(page);
    if (told === "kept") kept = typed;
    else full = told === "full";
    verdict.expect(told !== undefined, `trial ${trial}: neither kept nor refused within 20 s`);
    if (told === undefined) break;
  }
  verdict.expect(await textField(page).inputValue() === typed, `trial ${trial}: words went from the screen`);
  const killed = dice.between(0, 1) === 1;
  if (killed) {
    await tablet.kill();
    rmSync(ballast);
    await tablet.reopen();
    await tablet.page.goto(address);
    await unlock(tablet.page);
    const found = await textField(tablet.page).inputValue();
    verdict.expect(found === kept || found === typed, `trial ${trial}, killed: ${found.length} letters are there, ${kept.length} were shown as kept`);
  } else {
    rmSync(ballast);
    if (full) {
      await page.getByRole("button", { name: "Try again" }).click();
      await page.locator("#alert", { hasText: "no room" }).waitFor({ state: "hidden" }).catch(() => {});
    }
    verdict.expect(await said(page) === "kept", `trial ${trial}: with room again it was not kept`);
    await tablet.kill();
    await tablet.reopen();
    await tablet.page.goto(address);
    await unlock(tablet.page);
    verdict.expect(await textField(tablet.page).inputValue() === typed, `trial ${trial}: what was kept after there was room is gone`);
  }
  verdict.expect(tablet.troubles.length === 0, tablet.troubles.join("\n"));
  await tablet.close();
  await server.start({ demo: false });
  return full ? 1 : 0;
}

/** Writes `ballast` until `n_left` bytes are free, or fewer: the browser goes on writing beside it. */
function fillDisk(ballast, n_left) {
  const file = openSync(ballast, "w");
  const piece = Buffer.alloc(64 * 1024);
  try {
    for (;;) {
      const free = statfsSync(disk);
      const n_over = Number(free.bavail) * Number(free.bsize) - n_left;
      if (n_over <= 0) return;
      writeSync(file, piece, 0, Math.min(piece.length, n_over));
    }
  } catch (trouble) {
    // The browser took the last of it between the look and the write: fuller than that it does not get.
    if (trouble.code !== "ENOSPC") throw trouble;
  } finally {
    closeSync(file);
  }
}

/** Waits until the page says that the words are kept, or that there is no room. */
async function said(page) {
  const told = await page.waitForFunction(() => {
    if (document.getElementById("alert")?.textContent.includes("no room")) return "full";
    const item = document.querySelector("main .item textarea").closest(".item");
    const waits = item.querySelector(".state--saving");
    return !waits && item.querySelector(".state--tablet, .state--server") ? "kept" : undefined;
  }, undefined, { timeout: 20_000 }).catch(() => undefined);
  return told?.jsonValue();
}
