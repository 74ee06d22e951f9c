import { byPrincipal, degree, type Group, type Templates, type World } from '../../signals/index.ts'
import { templateClusters } from '../candidates/template-clusters.ts'
import { keyTally } from '../groups/tally.ts'

/** A token is the group's own when at least this part of its holders are members ... */
const EXCLUSIVE = 0.5
/** ... and this part of the members, and no fewer than `FEWEST`, hold it. */
const COMMON = 0.1
const FEWEST = 3

/** Tokens that the members share and others use less, the most common first. */
export function ownTokens(
  world: World,
  group: Group,
  { exclusive = EXCLUSIVE, common = COMMON }: { exclusive?: number; common?: number } = {},
): number[] {
  const index = byPrincipal(world.templates, world.principals.count)
  const counts = keyTally(world.templates)
  counts.addKeysOf(group, index)
  const least = Math.max(FEWEST, common * group.length)
  return counts
    .takeCounts()
    .filter(([token, count]) => count >= least && count >= exclusive * degree(world.templates, token))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([token]) => token)
}

/** What one member does with the group's own instructions. */
export interface Work {
  readonly principal: number
  readonly wordings: readonly Wording[]
}

/** One wording of an instruction as one principal uses it. */
export interface Wording {
  readonly instruction: number
  /** The edges (of `World.templates`) of its tokens. */
  readonly edges: readonly number[]
  /** The one of them with most bodies. */
  readonly fullest: number
}

interface Works {
  readonly group: Group
  readonly own: readonly number[]
  readonly works: readonly Work[]
}

const latest = new WeakMap<World, Works>()

/** What every member does with these tokens, in the order of the group. Remembered for the latest group. */
export function worksOf(world: World, group: Group, own: readonly number[]): readonly Work[] {
  const known = latest.get(world)
  if (known?.group === group && known.own === own) return known.works
  const works = findWorks(world, group, own)
  latest.set(world, { group, own, works })
  return works
}

function findWorks(world: World, group: Group, own: readonly number[]): Work[] {
  if (own.length === 0) return Array.from(group, (principal) => ({ principal, wordings: [] }))
  const { bodies } = world.templates
  const index = byPrincipal(world.templates, world.principals.count)
  const instruction = instructionOf(world.templates)
  const isOwn = keyTally(world.templates)
  for (const token of own) isOwn.add(token)
  const used = new Map<number, { instruction: number; edges: number[]; fullest: number }>()
  const works = Array.from(group, (principal): Work => {
    used.clear()
    for (let at = index.offsets[principal]; at < index.offsets[principal + 1]; at++) {
      if (isOwn.of(index.keys[at]) === 0) continue
      const number = instruction[index.keys[at]]
      const edge = index.edges[at]
      const wording = used.get(number)
      if (!wording) used.set(number, { instruction: number, edges: [edge], fullest: edge })
      else {
        wording.edges.push(edge)
        if (bodies[edge] > bodies[wording.fullest]) wording.fullest = edge
      }
    }
    return { principal, wordings: [...used.values()] }
  })
  isOwn.takeCounts()
  return works
}

const instructions = new WeakMap<Templates, Uint32Array>()

/** For every token, the number of the instruction it belongs to. */
function instructionOf(templates: Templates): Uint32Array {
  let numbers = instructions.get(templates)
  if (!numbers) {
    numbers = new Uint32Array(templates.keys.length)
    for (const [number, tokens] of templateClusters(templates).entries()) {
      for (const token of tokens) numbers[token] = number + 1
    }
    instructions.set(templates, numbers)
  }
  return numbers
}
