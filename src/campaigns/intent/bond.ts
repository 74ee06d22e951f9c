import type { Group, World } from '../../signals/index.ts'
import { sharedProfile } from '../candidates/shared-profile.ts'
import { intersectionSize } from '../groups/groups.ts'
import { background } from './background.ts'
import { areAlike, type Effect } from './intent.ts'

/** What a group's members have in common in their texts. */
export interface Bond {
  /** One long instruction, used in full by them and by hardly anybody else. */
  readonly long: boolean
  /** What they write: it sets them apart from their peers more than from each other. */
  readonly alike: boolean
}

/** Nothing but their keys. */
export const UNBOUND: Bond = { long: false, alike: false }

/** Members who write the same are alike to this degree. */
const VERY_ALIKE = 0.75
/** Tokens of an instruction of about twenty words or more, at two in nine five-word shingles. */
const LONG_INSTRUCTION = 4
/** The users in full of an instruction must be this part of the group, and the group of them. */
const SAME_GROUP = 0.8

export function bondOf(world: World, members: Group, { tokens }: Effect): Bond {
  return {
    long: sharesLongInstruction(world, members),
    alike: tokens.length > 0 && areAlike(world, background(world), members, tokens, VERY_ALIKE),
  }
}

/** Whether one long instruction, used in full by them and by hardly anybody else, holds the group together. */
export function sharesLongInstruction(world: World, group: Group): boolean {
  const profile = sharedProfile(world, group)
  if (!profile || profile.tokens.length < LONG_INSTRUCTION) return false
  const shared = intersectionSize(profile.members, group)
  return shared >= SAME_GROUP * Math.max(group.length, profile.members.length)
}
