/**
 * The Traffic Light Protocol's labels, version 2.0, and what each allows (FIRST, "Traffic Light Protocol",
 * 2022). The set is closed, so that a marking is never a free text.
 */
export const MARKINGS = {
  'TLP:RED': 'For the named recipients only.',
  'TLP:AMBER+STRICT': 'For the recipient’s organisation only, as needed to act.',
  'TLP:AMBER': 'For the recipient’s organisation and its clients, as needed to act.',
  'TLP:GREEN': 'For the recipient’s community, not for publication.',
  'TLP:CLEAR': 'May be shared without restriction.',
} as const

export type Marking = keyof typeof MARKINGS

/** A marking as people type it: `amber+strict`, `TLP:RED`; undefined where it is none. */
export function markingNamed(name: string): Marking | undefined {
  const wanted = name.trim().toUpperCase().replace(/^TLP:/, '')
  return Object.keys(MARKINGS)
    .filter((marking): marking is Marking => marking in MARKINGS)
    .find((marking) => marking === `TLP:${wanted}`)
}
