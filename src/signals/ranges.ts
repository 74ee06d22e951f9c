import { type Edges, firstTwins } from './edges.ts'
import type { World } from './world.ts'

/** What networks.csv says of address ranges, by their keys. */
export type RangeKinds = Pick<World, 'campusRanges' | 'homeRanges' | 'unknownRanges'>

/**
 * Of ranges with the very same holders one stands for all of them, and which one is the secret key's choice. So it is a
 * campus where any of them is, and homes, or a place that nobody named, only where all are.
 * @param ranges all of them, twins and all
 */
export function kindsOfTwins(
  ranges: Edges,
  { campusRanges, homeRanges, unknownRanges }: RangeKinds,
): RangeKinds {
  const campuses = new Set(campusRanges)
  const homes = new Set(homeRanges)
  const unknown = new Set(unknownRanges)
  firstTwins(ranges).forEach((first, twin) => {
    if (first === twin) return
    const [stays, goes] = [ranges.keys[first], ranges.keys[twin]]
    if (campuses.has(goes)) campuses.add(stays)
    if (!homes.has(goes)) homes.delete(stays)
    if (!unknown.has(goes)) unknown.delete(stays)
  })
  return { campusRanges: campuses, homeRanges: homes, unknownRanges: unknown }
}
