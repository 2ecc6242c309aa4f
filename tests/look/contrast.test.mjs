// Recomputes from style/tokens.css what the look promises: text at 4.5:1, parts at 3:1, and severity
// solids that stay apart for colour-blind eyes. Run: node --test tests/look/
// No colour may be written here; every value is read from the tokens.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('../../style/tokens.css', import.meta.url), 'utf8').replace(/\/\*[^]*?\*\//g, '');

/** Body of the first rule whose selector ends with `selector`, starting at `from`. */
function bodyOf(selector, from = 0) {
  const at = css.indexOf(`${selector} {`, from);
  assert.notEqual(at, -1, `no rule for ${selector}`);
  const open = css.indexOf('{', at);
  return css.slice(open + 1, css.indexOf('}', open));
}

function colours(body) {
  return Object.fromEntries([...body.matchAll(/--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})\s*;/g)].map((m) => [m[1], m[2]]));
}

const light = colours(bodyOf(':root'));
const themes = {
  light,
  dark: colours(bodyOf(':root[data-theme="dark"]')),
  glare: colours(bodyOf(':root[data-theme="glare"]')),
};

const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const gamma = (c) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);
const luminance = (hex) => {
  const [r, g, b] = rgb(hex).map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
};

const GROUNDS = ['paper', 'surface', 'well'];
const KINDS = ['ok', 'concern', 'hazard', 'na', 'not-seen', 'attention'];
const TINTED = [...KINDS, 'tablet'];

function* textPairs() {
  for (const text of ['ink', 'ink-2', 'brand', ...TINTED]) for (const ground of GROUNDS) yield [text, ground];
  for (const text of ['ink', 'ink-2', 'brand', 'na']) yield [text, 'brand-soft'];
  for (const kind of TINTED) { yield [kind, `${kind}-tint`]; yield ['ink', `${kind}-tint`]; }
  for (const kind of KINDS) yield [`on-${kind}`, `${kind}-solid`];
  yield ['on-brand', 'brand'];
  yield ['on-ice', 'ice'];
}

function* partPairs() {
  for (const part of ['edge', 'brand', 'focus', ...KINDS.map((k) => `${k}-solid`)]) for (const ground of GROUNDS) yield [part, ground];
}

function checkPairs(pairs, least) {
  for (const [name, tokens] of Object.entries(themes)) {
    for (const [front, back] of pairs()) {
      assert.ok(tokens[front] && tokens[back], `${name}: --${front} or --${back} is missing`);
      const ratio = contrast(tokens[front], tokens[back]);
      assert.ok(ratio >= least, `${name}: --${front} on --${back} is ${ratio.toFixed(2)}, wanted ${least}`);
    }
  }
}

test('text stands out at 4.5 or more in every theme', () => checkPairs(textPairs, 4.5));
test('control borders, glyphs and focus stand out at 3 or more in every theme', () => checkPairs(partPairs, 3));

test('the focus ring stands out from its halo, or from the page around it', () => {
  for (const name of ['light', 'glare']) {
    assert.ok(contrast(themes[name].focus, themes[name].ice) >= 3, `${name}: ring on halo`);
  }
  // A white ring on the ice halo would vanish; in the dark the ring lies on the surface and the halo on the page.
  for (const ground of GROUNDS) assert.ok(contrast(themes.dark.ice, themes.dark[ground]) >= 3, `dark: halo on ${ground}`);
});

test('the theme of the device and the chosen dark theme are the same', () => {
  assert.deepEqual(colours(bodyOf(':root:not([data-theme])')), themes.dark);
});

test('every theme names every colour', () => {
  for (const [name, tokens] of Object.entries(themes)) assert.deepEqual(Object.keys(tokens).sort(), Object.keys(light).sort(), name);
});

// Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
const SEEN_BY = {
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
};

const clamp = (c) => Math.min(1, Math.max(0, c));
const simulate = (hex, m) => {
  const lin = rgb(hex).map(linear);
  return m.map((row) => clamp(gamma(clamp(row[0] * lin[0] + row[1] * lin[1] + row[2] * lin[2]))));
};

function lab(srgb) {
  const [r, g, b] = srgb.map(linear);
  const xyz = [0.4124564 * r + 0.3575761 * g + 0.1804375 * b, 0.2126729 * r + 0.7151522 * g + 0.0721750 * b, 0.0193339 * r + 0.1191920 * g + 0.9503041 * b];
  const [x, y, z] = [xyz[0] / 0.95047, xyz[1], xyz[2] / 1.08883].map((t) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const rad = (d) => (d * Math.PI) / 180;
const hue = (a, b) => (a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360);

function ciede2000([l1, a1, b1], [l2, a2, b2]) {
  const cBar7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const g = 0.5 * (1 - Math.sqrt(cBar7 / (cBar7 + 25 ** 7)));
  const [p1, p2] = [a1 * (1 + g), a2 * (1 + g)];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)];
  const grey = c1 * c2 === 0;
  let turn = grey ? 0 : h2 - h1;
  if (turn > 180) turn -= 360; else if (turn < -180) turn += 360;
  const dL = l2 - l1;
  const dC = c2 - c1;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin(rad(turn / 2));
  const lBar = (l1 + l2) / 2;
  const cBar = (c1 + c2) / 2;
  let hBar = h1 + h2;
  if (!grey) hBar = Math.abs(h1 - h2) <= 180 ? hBar / 2 : (hBar + (hBar < 360 ? 360 : -360)) / 2;
  const t = 1 - 0.17 * Math.cos(rad(hBar - 30)) + 0.24 * Math.cos(rad(2 * hBar)) + 0.32 * Math.cos(rad(3 * hBar + 6)) - 0.2 * Math.cos(rad(4 * hBar - 63));
  const sL = 1 + (0.015 * (lBar - 50) ** 2) / Math.sqrt(20 + (lBar - 50) ** 2);
  const sC = 1 + 0.045 * cBar;
  const sH = 1 + 0.015 * cBar * t;
  const rT = -2 * Math.sqrt(cBar ** 7 / (cBar ** 7 + 25 ** 7)) * Math.sin(rad(60 * Math.exp(-(((hBar - 275) / 25) ** 2))));
  return Math.sqrt((dL / sL) ** 2 + (dC / sC) ** 2 + (dH / sH) ** 2 + rT * (dC / sC) * (dH / sH));
}

test('the colour distance agrees with its published example', () => {
  assert.ok(Math.abs(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485]) - 2.0425) < 0.0001);
});

test('OK, concern and hazard stay apart for every kind of colour vision', () => {
  const solids = ['ok', 'concern', 'hazard'];
  for (const [name, tokens] of Object.entries(themes)) {
    for (const [eye, matrix] of Object.entries(SEEN_BY)) {
      for (const [a, b] of [[0, 1], [0, 2], [1, 2]]) {
        const seen = [solids[a], solids[b]].map((k) => lab(simulate(tokens[`${k}-solid`], matrix)));
        const distance = ciede2000(...seen);
        assert.ok(distance >= 12, `${name}, ${eye}: ${solids[a]} and ${solids[b]} are ${distance.toFixed(1)} apart, wanted 12`);
      }
    }
  }
});
