// What all trials of chaos share: how many, drawn from which seed, on which commit; so that a failure
// can be played again.
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";

/** Reads `--trials N` and `--seed S`, and says what is about to happen. */
export function trials(title, byDefault) {
  const { values } = parseArgs({ options: { trials: { type: "string" }, seed: { type: "string" } } });
  const n = Number(values.trials ?? byDefault);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  if (!Number.isInteger(n) || n < 1 || !Number.isInteger(seed)) throw new Error("--trials and --seed take whole numbers");
  console.log(`${title}: ${n} trials, seed ${seed}, commit ${commit()}`);
  return { n, seed, dice: new Dice(seed) };
}

/** Which commit this is, where that can be told: a copy without its history has none. */
function commit() {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { stdio: ["ignore", "pipe", "ignore"] }).toString().trim();
  } catch {
    return "unknown";
  }
}

/** Numbers from a seed, the same every time (mulberry32). */
export class Dice {
  #state;

  constructor(seed) { this.#state = seed >>> 0; }

  /** A number of at least 0 and below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both possible. */
  between(low, high) { return low + Math.floor(this.next() * (high - low + 1)); }
}

/** Collects what went wrong; the end of the program tells it. */
export class Verdict {
  violations = [];

  expect(holds, words) { if (!holds) this.violations.push(words); }

  /** Prints the figure, and fails the program when there is a violation. */
  close(figure) {
    console.log(`${figure}: ${this.violations.length} violations`);
    for (const words of this.violations.slice(0, 20)) console.error(`  ${words}`);
    if (this.violations.length) process.exitCode = 1;
  }
}
