import type { Group, World } from '../../signals/index.ts'
import { logBinomialTail, logEValue } from '../../statistics/index.ts'
import { allCustomers } from '../customers/cells.ts'
import { type Openness, waysOpen } from '../customers/openness.ts'
import { FAMILY_COUNTS } from './coordination.ts'

/** A family, or a person with a second account, has fewer on a card. */
const SEVERAL = 4
/** An agency and a reseller, two teams: so many of them have no one reason to ask for the same. */
const FEWEST = 5

/**
 * Are there several among the customers who pay for many accounts with one card each and declare nothing else, and more
 * than customers of this traffic chosen at random would have? Some firms with many seats do not say who they are, and an
 * agency pays for many clients; but pools pay for each cell with a card of its own (tactic T01), and nothing else need link
 * the cells. Where hardly any customer declares anything, nobody recorded it, and to declare nothing says nothing.
 *
 * P(as many): binomial, with the part of all customers who are so, which bounds the hypergeometric from above where it
 * matters (W. Hoeffding, "Probability inequalities for sums of bounded random variables", JASA 58, 1963, section 6).
 * Pools are among all customers, which errs on the safe side.
 * @param customers a partition of the group
 */
export function haveUndeclared(world: World, customers: readonly Group[]): boolean {
  const found = customers.filter((members) => isUndeclared(world, members)).length
  if (found < FEWEST) return false
  const { undeclared, declared, all } = everybody(world)
  if (declared < FEWEST) return false
  // Who is one customer among the members may be none by itself among everybody: then there are no fewer than these.
  const share = Math.min(1, Math.max(undeclared, found) / all)
  return logEValue(logBinomialTail(found, customers.length, share)) >= FAMILY_COUNTS
}

/** A cell of a pool may have a phone as it has a card: neither says who it is. */
function declares(way: Exclude<Openness, undefined>): boolean {
  return way !== 'card' && way !== 'phone'
}

function isUndeclared(world: World, members: Group): boolean {
  if (members.length < SEVERAL) return false
  const ways = waysOpen(world, members)
  return ways.includes('card') && !ways.some(declares)
}

interface Everybody {
  /** Customers with several accounts on one card, who declare nothing else. */
  readonly undeclared: number
  /** Customers with several accounts who do. */
  readonly declared: number
  readonly all: number
}

const ofWorlds = new WeakMap<World, Everybody>()

function everybody(world: World): Everybody {
  const known = ofWorlds.get(world)
  if (known) return known
  const customers = allCustomers(world)
  const large = customers.filter((members) => members.length >= SEVERAL)
  const undeclared = large.filter((members) => isUndeclared(world, members)).length
  const declared = large.filter((members) => waysOpen(world, members).some(declares)).length
  const found = { undeclared, declared, all: customers.length }
  ofWorlds.set(world, found)
  return found
}
