import type { Group, World } from '../signals/index.ts'
import { logEValue } from '../statistics/index.ts'
import { MIN_GROUP } from './candidates.ts'
import { tiedParts } from './cohesion.ts'
import { FAMILY_COUNTS, timingTests } from './coordination.ts'
import { union } from './groups.ts'
import { ownTokens } from './intent.ts'
import { openness } from './openness.ts'

/**
 * Whom the evidence is about. In a group that one long instruction of its own holds together these are all parts
 * that keys tie together, if they make up most of it, and the untied members as well if they keep the same hours
 * or loads; in any other group, the largest tied part. A part that is openly one customer speaks for itself alone:
 * a research team among the users of a tool is a team, not a pool.
 */
export function heldTogether(world: World, members: Group, precise: boolean): Group | undefined {
  const parts = tiedParts(world, members)
  const hidden = parts.filter((part) => part.length > 1 && isHidden(world, part))
  if (precise) {
    const untied = union(parts.filter((part) => part.length === 1))
    const tied = union(hidden)
    if (inStep(world, untied)) return union([tied, untied])
    const spread = tied.length >= Math.max(MIN_GROUP, MOST * members.length)
    // Several firms that use one tool are several customers, however many cards they have between them.
    if (spread && (hidden[0].length >= MOST * tied.length || inStep(world, tied))) return tied
  }
  return parts[0].length >= MIN_GROUP ? parts[0] : undefined
}

function inStep(world: World, group: Group): boolean {
  return timingTests(world, group).some(({ logP }) => logEValue(logP) >= FAMILY_COUNTS)
}

/** Cells of a pool are smaller than this. */
const HANDFUL = 6

/** A handful on one card is what pools are made of; on one campus, or in one organisation, it is not. */
function isHidden(world: World, part: Group): boolean {
  const open = openness(world, part)
  return open === undefined || (part.length < HANDFUL && (open === 'card' || open === 'mail-domain'))
}

/** Ties must reach this part of a group to speak for all of it. */
const MOST = 0.5
/** Tokens of an instruction of about twenty words or more, at two in nine five-word shingles. */
const LONG_INSTRUCTION = 4
/** This part of the members must use each of them, and this part of their users must be members. */
const SAME_INSTRUCTION = 0.8

/** Whether one long instruction that hardly anybody else uses holds the group together. */
export function sharesLongInstruction(world: World, group: Group): boolean {
  const common = ownTokens(world, group, { exclusive: SAME_INSTRUCTION, common: SAME_INSTRUCTION })
  return common.length >= LONG_INSTRUCTION
}
