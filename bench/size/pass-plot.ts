import type { PassFigures, Unfinished } from './pass-markdown.ts'

const SIZE = 360
const EDGE = 48
/** Requests and seconds from here, over so many decades. */
const FROM = { requests: 1e5, seconds: 1 }
const DECADES = 4
/** The bar of the issue. */
const BAR = { requests: 1e8, seconds: 600 }

const LINES = [
  { name: 'whole pass', colour: '#1f5f8b', secondsOf: (pass: PassFigures) => pass.seconds },
  { name: 'loading', colour: '#7a7a7a', secondsOf: (pass: PassFigures) => secondsOf(pass, 'Loading') },
  { name: 'detecting', colour: '#b3261e', secondsOf: (pass: PassFigures) => secondsOf(pass, 'Detecting') },
]

function secondsOf({ stages }: PassFigures, stage: string): number {
  return stages.find(({ name }) => name === stage)?.seconds ?? 0
}

/**
 * Seconds against requests on logarithmic axes; a line as steep as the dashed one is cost in proportion to size. A pass that
 * was stopped is an arrow up from where it was stopped: it would have taken longer.
 */
export function passPlot(passes: readonly PassFigures[], unfinished: readonly Unfinished[]): string {
  const place = (value: number, from: number): number =>
    EDGE + ((SIZE - 2 * EDGE) * Math.min(DECADES, Math.max(0, Math.log10(value / from)))) / DECADES
  const x = (requests: number): string => place(requests, FROM.requests).toFixed(1)
  const y = (seconds: number): string => (SIZE - place(seconds, FROM.seconds)).toFixed(1)
  const ticks = Array.from({ length: DECADES + 1 }, (_, i) => 10 ** i).flatMap((tick) => [
    `<text x="${x(tick * FROM.requests)}" y="${SIZE - EDGE + 16}" text-anchor="middle">${(tick * FROM.requests).toLocaleString('en', { notation: 'compact' })}</text>`,
    `<text x="${EDGE - 6}" y="${y(tick * FROM.seconds)}" text-anchor="end" dominant-baseline="middle">${tick * FROM.seconds}</text>`,
  ])
  const drawn = LINES.flatMap(({ name, colour, secondsOf: seconds }, i) => [
    `<path d="${passes.map((pass, at) => `${at === 0 ? 'M' : 'L'}${x(pass.requests)} ${y(seconds(pass))}`).join('')}" fill="none" stroke="${colour}"/>`,
    ...passes.map(
      (pass) =>
        `<circle cx="${x(pass.requests)}" cy="${y(seconds(pass))}" r="3" fill="${colour}"><title>${name}: ${seconds(pass).toFixed(1)} s for ${pass.requests.toLocaleString('en')} requests</title></circle>`,
    ),
    `<text x="${EDGE + 8}" y="${EDGE + 16 + 14 * i}" fill="${colour}">${name}</text>`,
  ])
  const stopped = unfinished.map(
    ({ requests, seconds: until }) =>
      `<path d="M${x(requests)} ${y(until)}v-14m-3 5l3 -5l3 5" fill="none" stroke="${LINES[0].colour}"><title>stopped after ${until.toFixed(1)} s of ${requests.toLocaleString('en')} requests</title></path>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" font-family="sans-serif" font-size="10">`,
    '<title>Seconds of a detection pass against requests stored</title>',
    `<rect width="${SIZE}" height="${SIZE}" fill="#fff"/>`,
    `<path d="M${x(BAR.requests / 100)} ${y(BAR.seconds / 100)}L${x(BAR.requests)} ${y(BAR.seconds)}" stroke="#777" stroke-dasharray="4 3"><title>the bar, in proportion</title></path>`,
    `<rect x="${EDGE}" y="${EDGE}" width="${SIZE - 2 * EDGE}" height="${SIZE - 2 * EDGE}" fill="none" stroke="#999"/>`,
    ...ticks,
    ...drawn,
    ...stopped,
    `<text x="${SIZE / 2}" y="${SIZE - 10}" text-anchor="middle">requests stored</text>`,
    `<text x="12" y="${SIZE / 2}" text-anchor="middle" transform="rotate(-90 12 ${SIZE / 2})">seconds</text>`,
    '</svg>',
    '',
  ].join('\n')
}
