import type { Group, World } from '../../signals/index.ts'
import type { Candidate } from '../candidates/candidates.ts'
import { customersOf, declaredPart, firmsOf } from '../customers/cells.ts'
import { isSame } from '../groups/groups.ts'
import type { Bond } from '../intent/bond.ts'
import { type Coordination, testWithoutTiming, withTiming } from './coordination.ts'
import { shareHomes } from './homes.ts'
import { haveUndeclared } from './undeclared.ts'

/** What ties a group, and what of it ties its customers to each other. */
export interface Ties {
  readonly all: Coordination
  readonly across: Coordination
  readonly customers: number
  /** The part of its members that declare an organisation together with others of them. */
  readonly declared: number
  /** Whether its customers share home connections in several places; never where a network proposed the group. */
  readonly homes: boolean
  /** Whether more of its customers than chance has it pay for several accounts with one card and declare nothing. */
  readonly undeclared: boolean
  /** What holds it together besides its keys. */
  readonly bond: Bond
}

/** What ties a group, without timing and with it; the latter is tested when first asked for. */
export interface StagedTies {
  readonly first: Ties
  readonly all: () => Ties
}

/**
 * Tests what ties the members of a group, and the customers among them to each other. What the seats of a firm that
 * declares itself share with each other is no secret, and ties nobody else.
 */
export function testTies(
  world: World,
  candidate: Candidate,
  part: Group,
  tokens: readonly number[],
  bond: Bond,
): StagedTies {
  // What is known of the candidate is known of a part that is all of it.
  const tied = isSame(part, candidate.members) ? candidate.members : part
  const one = { ...candidate, members: tied }
  const customers = customersOf(world, tied)
  const firms = firmsOf(world, tied)
  const openly = firms.length < tied.length ? firms : undefined
  const areMany = customers.length < firms.length
  const all = testWithoutTiming(world, one, tokens, openly)
  const across = areMany ? testWithoutTiming(world, one, tokens, customers) : all
  const first = {
    all,
    across,
    customers: customers.length,
    declared: declaredPart(world, tied),
    homes: candidate.proposedBy !== 'network' && shareHomes(world, tied, customers),
    undeclared: haveUndeclared(world, customers),
    bond,
  }
  let whole: Ties | undefined
  const withAll = (): Ties => {
    const timed = withTiming(world, all, tied, openly)
    return { ...first, all: timed, across: areMany ? withTiming(world, across, tied, customers) : timed }
  }
  return {
    first,
    all: () => {
      whole ??= withAll()
      return whole
    },
  }
}
