import type { Family } from '../../record/index.ts'
import { html, type Markup } from '../markup.ts'

/** Families are told apart by shape first, colour second. Paths fit a box of 12 by 12 about the origin. */
const PATHS: Readonly<Record<Family, string>> = {
  identity: 'M-5-5H5V5H-5Z',
  network: 'M0-6L6 5H-6Z',
  timing: 'M0-6.5L6.5 0L0 6.5L-6.5 0Z',
  adaptation: 'M-6-5H6L0 6Z',
  partition: 'M-3.2-5.6H3.2L6.4 0L3.2 5.6H-3.2L-6.4 0Z',
  content: 'M-6-2.2H-2.2V-6H2.2V-2.2H6V2.2H2.2V6H-2.2V2.2H-6Z',
  elicitation: 'M-4.6-6L0-1.4L4.6-6L6-4.6L1.4 0L6 4.6L4.6 6L0 1.4L-4.6 6L-6 4.6L-1.4 0L-6-4.6Z',
  economics: 'M0-6L1.8-2L6-1.6L2.8 1.2L3.8 5.6L0 3.2L-3.8 5.6L-2.8 1.2L-6-1.6L-1.8-2Z',
}

/** A family's mark inside a drawing. */
export function familyPath(family: Family | undefined, x: number, y: number): Markup {
  const path = family === undefined ? 'M-4-4H4V4H-4Z' : PATHS[family]
  return html`<path class="mark f-${family ?? 'none'}" transform="translate(${x} ${y})" d="${path}"/>`
}

/** A family's mark and name in running text. */
export function familyTag(family: Family): Markup {
  return html`<span class="family"><svg class="glyph" viewBox="-8 -8 16 16" aria-hidden="true">${familyPath(family, 0, 0)}</svg>${family}</span>`
}
