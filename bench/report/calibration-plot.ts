import type { Calibration } from '../figures/calibration.ts'

const SIZE = 360
const EDGE = 48
/** The axes reach from 1e-4 to 1. */
const DECADES = 4

/**
 * Shares of p-values at or below each level against the level, both on logarithmic axes: points on or below the
 * diagonal are fair. A share of 0 is drawn on the lower edge.
 */
export function calibrationPlot({ signals }: Calibration): string {
  const place = (value: number): number =>
    EDGE + ((SIZE - 2 * EDGE) * (Math.max(-DECADES, Math.log10(Math.max(value, 1e-9))) + DECADES)) / DECADES
  const x = (value: number): string => place(value).toFixed(1)
  const y = (value: number): string => (SIZE - place(value)).toFixed(1)
  const ticks = [1, 0.1, 0.01, 0.001, 0.0001].flatMap((tick) => [
    `<text x="${x(tick)}" y="${SIZE - EDGE + 16}" text-anchor="middle">${tick}</text>`,
    `<text x="${EDGE - 6}" y="${y(tick)}" text-anchor="end" dominant-baseline="middle">${tick}</text>`,
  ])
  const points = signals.flatMap(({ signal, levels }) =>
    levels.map(
      ({ level, share }) =>
        `<circle cx="${x(level)}" cy="${y(share)}" r="${signal === 'all' ? 5 : 3}" fill="${share > level ? '#b3261e' : '#1f5f8b'}" fill-opacity="0.6"><title>${signal}: ${share.toPrecision(3)} at ${level}</title></circle>`,
    ),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" font-family="sans-serif" font-size="10">`,
    '<title>Calibration of the coordination tests on decoy worlds</title>',
    `<rect width="${SIZE}" height="${SIZE}" fill="#fff"/>`,
    `<path d="M${x(1e-4)} ${y(1e-4)}L${x(1)} ${y(1)}" stroke="#777" stroke-dasharray="4 3"/>`,
    `<rect x="${EDGE}" y="${EDGE}" width="${SIZE - 2 * EDGE}" height="${SIZE - 2 * EDGE}" fill="none" stroke="#999"/>`,
    ...ticks,
    ...points,
    `<text x="${SIZE / 2}" y="${SIZE - 10}" text-anchor="middle">level</text>`,
    `<text x="12" y="${SIZE / 2}" text-anchor="middle" transform="rotate(-90 12 ${SIZE / 2})">share of p-values at or below it, decoy worlds</text>`,
    '</svg>',
    '',
  ].join('\n')
}
