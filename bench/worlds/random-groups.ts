import {
  FEWEST_ACCUSED,
  heldTogether,
  propose,
  testCoordination,
  testTies,
  UNBOUND,
  witnessesOf,
} from '../../src/campaigns/index.ts'
import type { Group, World } from '../../src/signals/index.ts'
import { createRandom, type Random } from '../../src/statistics/index.ts'
import { E_LEVELS, type RandomGroups } from './types.ts'

const DRAWS = 2_000
/** Sizes of candidates whose places are dealt out anew: smaller ones accuse nobody, larger ones take long. */
const [LEAST, MOST] = [8, 400]
/** So many strangers stand around one real team, and so often. */
const STRANGERS = 300
const CROWDS = 100
const [SMALL_TEAM, LARGE_TEAM] = [20, 40]

/**
 * Groups of principals drawn at random, of which nothing should be found, in the world as it is: households share a card
 * and an address here, where decoys deal each family out by itself.
 *
 * First the product over families: members drawn from the strata of a candidate's, all families tested. Then what is not
 * corrected for: strangers around a real team, which makes "all are unrelated" false. Of the parts that detection
 * would speak of, those made of strangers mostly.
 */
export function runRandomGroups(world: World, seed: string): RandomGroups {
  const random = createRandom(`random groups ${seed}`)
  return { product: products(world, random), parts: partsOfStrangers(world, random) }
}

function products(world: World, random: Random): RandomGroups['product'] {
  const { stratum, count } = world.principals
  const peers = new Map<number, number[]>()
  for (let p = 0; p < count; p++) {
    const own = peers.get(stratum[p])
    if (own) own.push(p)
    else peers.set(stratum[p], [p])
  }
  const candidates = propose(world).filter(({ members }) => members.length >= LEAST && members.length <= MOST)
  if (candidates.length === 0) return { draws: 0, reached: E_LEVELS.map(() => 0) }
  const reached = E_LEVELS.map(() => 0)
  for (let draw = 0; draw < DRAWS; draw++) {
    const places = new Map<number, number>()
    for (const member of random.pick(candidates).members)
      places.set(stratum[member], (places.get(stratum[member]) ?? 0) + 1)
    const drawn = [...places].flatMap(([own, wanted]) => {
      const from = peers.get(own) ?? []
      return random.sample(from.length, wanted).map((i) => from[i])
    })
    const { logE } = testCoordination(world, { members: groupOf(drawn), proposedBy: 'content' }, [])
    E_LEVELS.forEach((level, i) => {
      if (logE >= Math.log(level)) reached[i]++
    })
  }
  return { draws: DRAWS, reached }
}

function partsOfStrangers(world: World, random: Random): RandomGroups['parts'] {
  const teams = propose(world).filter(
    ({ proposedBy, members }) =>
      proposedBy === 'identity' && members.length >= SMALL_TEAM && members.length <= LARGE_TEAM,
  )
  const found = { crowds: 0, parts: 0, one: 0, two: 0 }
  if (teams.length === 0 || world.principals.count < STRANGERS) return found
  for (; found.crowds < CROWDS; found.crowds++) {
    const { members: team } = random.pick(teams)
    const inTeam = new Set(team)
    const crowd = groupOf([...team, ...random.sample(world.principals.count, STRANGERS)])
    const candidate = { members: crowd, proposedBy: 'content', via: 'instruction' } as const
    for (const { members, tied } of heldTogether(world, crowd, BOUND)) {
      const strangers = members.filter((member) => !inTeam.has(member)).length
      if (members.length < FEWEST_ACCUSED || 2 * strangers < members.length) continue
      found.parts++
      const families = witnessesOf(testTies(world, candidate, tied, [], BOUND).all()).length
      if (families >= 1) found.one++
      if (families >= 2) found.two++
    }
  }
  return found
}

/** As of users of one long instruction who write the same: then detection takes the untied along as well. */
const BOUND = { ...UNBOUND, long: true, alike: true }

function groupOf(members: Iterable<number>): Group {
  return Uint32Array.from(new Set(members)).sort()
}
