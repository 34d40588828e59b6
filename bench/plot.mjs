/**
 * Plots as SVG, without dependencies. They are readable in light mode, in dark mode and without colours,
 * because every line has its own mark or dashes beside its name.
 *
 *   import { cumulative, plot } from './plot.mjs';
 *   writeFileSync('growth.svg', plot({
 *     title: 'Cost against size',
 *     x: { label: 'appointments', log: true },
 *     y: { label: 'ms', log: true },
 *     series: [
 *       { name: 'page 1', points: [[10_000, 0.4], [100_000, 0.5]] },
 *       { name: 'goal', points: [[1e4, 5], [1e5, 5]], dashed: true },
 *     ],
 *   }));
 *
 * For a distribution of latencies, use `series: [{ name: 'ours', points: cumulative(milliseconds) }]`. Then x is
 * in milliseconds (log), and y is the percentage of requests answered within that time. Names have room for
 * about 30 letters.
 */
const [WIDTH, HEIGHT] = [920, 480];
const AREA = { left: 76, right: WIDTH - 284, top: 56, bottom: HEIGHT - 58 };
const HUES = ['#0b6fb8', '#b4470b', '#0a7d5c', '#a3398b', '#8a6a00', '#5b5fc7', '#6b7280'];
const DARK_HUES = ['#5fb4f0', '#f0915b', '#45c9a0', '#e58ad0', '#e0bd4a', '#a5a8ff', '#a8b0bd'];
const MARKS = [
  'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0',
  'M-4-4H4V4H-4Z',
  'M0-6L6 0L0 6L-6 0Z',
  'M0-6L6 5H-6Z',
];
const DASHES = ['', '9 4', '2 4', '9 4 2 4'];
/** A line with more points gets no marks, which would hide the curve. */
const CURVE = 30;
const LINE_HEIGHT = 17;

export function plot({ title, x, y, series }) {
  const across = axis(x, valuesOf(series, 0), AREA.left, AREA.right);
  const up = axis(y, valuesOf(series, 1), AREA.bottom, AREA.top);
  const drawn = series.map((one, index) => ({
    ...lookOf(one, index),
    name: one.name,
    at: one.points.map(([a, b]) => [across.place(a), up.place(b)]),
  }));
  const names = apart(drawn.map((one) => ({ ...one, y: one.at.at(-1)[1] })));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="8"/>
<text class="title" x="24" y="32">${escaped(title)}</text>
${across.ticks.map((tick) => vertical(across.place(tick), across.name(tick))).join('\n')}
${up.ticks.map((tick) => horizontal(up.place(tick), up.name(tick))).join('\n')}
<text x="${(AREA.left + AREA.right) / 2}" y="${HEIGHT - 16}" text-anchor="middle">${escaped(x.label)}</text>
<text transform="translate(20 ${(AREA.top + AREA.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>
${drawn.map(line).join('\n')}
${names.map(nameOf).join('\n')}
</svg>
`;
}

/** Returns [value, percentage of values up to it]: about 200 points at most, including the 20 slowest. */
export function cumulative(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const step = Math.ceil(sorted.length / 200);
  const isKept = (_value, index) => index % step === 0 || index >= sorted.length - 20;
  return sorted.map((value, index) => [value, ((index + 1) / sorted.length) * 100]).filter(isKept);
}

const valuesOf = (series, index) => series.flatMap(({ points }) => points.map((point) => point[index]));

/** Maps values to positions, and chooses the labelled values. A logarithmic axis shows only values above zero. */
function axis({ log = false, from, to }, values, start, end) {
  const shown = log ? values.filter((value) => value > 0) : values;
  const [low, high] = [from ?? (log ? Math.min(...shown) : 0), to ?? Math.max(...shown)];
  const ticks = log ? powers(low, high) : steps(low, high);
  const scale = log ? (value) => Math.log10(Math.max(value, ticks[0])) : (value) => value;
  const [first, last] = [scale(ticks[0]), scale(ticks.at(-1))];
  const name = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 }).format;
  return {
    ticks,
    name,
    place: (value) => start + ((scale(value) - first) / (last - first || 1)) * (end - start),
  };
}

const powers = (low, high) =>
  range(Math.floor(Math.log10(low) + 1e-9), Math.ceil(Math.log10(high) - 1e-9)).map((power) => 10 ** power);

function steps(low, high) {
  const rough = (high - low || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  return range(Math.floor(low / step), Math.ceil(high / step - 1e-9)).map((index) => index * step);
}

/** Returns at least two values, for the ends of the axis. */
const range = (first, last) =>
  Array.from({ length: Math.max(last - first, 1) + 1 }, (_, index) => first + index);

/** Spreads labels from top to bottom, at least one line of text apart, and none below the plot. */
function apart(names) {
  const sorted = names.toSorted((a, b) => a.y - b.y);
  for (let index = 1; index < sorted.length; index++)
    sorted[index].y = Math.max(sorted[index].y, sorted[index - 1].y + LINE_HEIGHT);
  for (let index = sorted.length - 1, floor = AREA.bottom; index >= 0; index--, floor -= LINE_HEIGHT)
    sorted[index].y = Math.min(sorted[index].y, floor);
  return sorted;
}

function lookOf({ points, dashed }, index) {
  const hue = `c${index}`;
  if (dashed) return { hue, dashes: '5 5' };
  return points.length > CURVE
    ? { hue, dashes: DASHES[index % DASHES.length] }
    : { hue, mark: MARKS[index % MARKS.length] };
}

function line({ at, hue, dashes = '', mark }) {
  const places = at.map(([a, b]) => `${round(a)} ${round(b)}`);
  const marks = mark
    ? places.map((place) => `<path class="mark" transform="translate(${place})" d="${mark}"/>`)
    : [];
  return `<g class="line ${hue}"><path stroke-dasharray="${dashes}" d="M${places.join('L')}"/>${marks.join('')}</g>`;
}

function nameOf({ name, y, ...look }) {
  const sample = line({ ...look, at: (look.mark ? [23] : [12, 34]).map((x) => [AREA.right + x, y]) });
  return `${sample}<text class="name ${look.hue}" x="${AREA.right + 44}" y="${round(y + 4)}">${escaped(name)}</text>`;
}

const vertical = (at, name) =>
  `<path class="grid" d="M${round(at)} ${AREA.top}V${AREA.bottom}"/><text x="${round(at)}" y="${AREA.bottom + 20}" text-anchor="middle">${name}</text>`;
const horizontal = (at, name) =>
  `<path class="grid" d="M${AREA.left} ${round(at)}H${AREA.right}"/><text x="${AREA.left - 10}" y="${round(at + 4)}" text-anchor="end">${name}</text>`;

const round = (number) => Math.round(number * 10) / 10;
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const colours = (hues) => hues.map((hue, index) => `.c${index}{--hue:${hue}}`).join('');
const STYLE = `text{font:13px system-ui,sans-serif;fill:#3d4551}.title{font-size:17px;font-weight:600;fill:#151a21}.paper{fill:#fff}.grid{stroke:#dfe3e8}
.line path{fill:none;stroke:var(--hue);stroke-width:2}.line .mark{fill:var(--hue);stroke:none}.name{fill:var(--hue);font-weight:600}${colours(HUES)}
@media(prefers-color-scheme:dark){text{fill:#b6bfca}.title{fill:#f0f3f6}.paper{fill:#14181d}.grid{stroke:#313842}${colours(DARK_HUES)}}`;
