import type { Alternative } from '../record/index.ts'
import type { World } from '../signals/index.ts'
import type { Pool } from './members.ts'

/**
 * The innocent explanations that apply to every group, tested on this one. What the data cannot settle is said
 * to be open: an accused customer must be able to see what was not looked at.
 */
export interface Alternatives {
  readonly coordination: readonly Alternative[]
  readonly intent: readonly Alternative[]
}

export function alternatives(world: World, pool: Pool): Alternatives {
  const core = pool.members.filter(({ role }) => role === 'core').map(({ principal }) => principal)
  return {
    coordination: [
      oneOrganization(world, core),
      unrelatedUsers(pool),
      oneTimeZone(pool),
      oneNetwork(world, core),
    ],
    intent: [ordinaryClump(pool), publicTemplate(pool), licensed()],
  }
}

function oneOrganization(world: World, core: readonly number[]): Alternative {
  const explanation = 'One organisation with many seats'
  const { offsets, members } = world.organizations
  const inCore = new Set(core)
  let most = 0
  for (let k = 0; k + 1 < offsets.length; k++) {
    most = Math.max(
      most,
      members.subarray(offsets[k], offsets[k + 1]).filter((member) => inCore.has(member)).length,
    )
  }
  const detail =
    most === 0
      ? 'The accounts declare no organisation in common, and none of them is under contract.'
      : `At most ${most} of ${core.length} core accounts declare the same organisation; it is not under contract.`
  return { explanation, outcome: most >= 0.8 * core.length ? 'not_excluded' : 'rejected', detail }
}

function unrelatedUsers({ lead }: Pool): Alternative {
  return {
    explanation: 'Unrelated users who happen to be alike',
    outcome: 'rejected',
    detail:
      `Principals drawn at random from the members’ own strata (plan, verification, age, activity, language) do not ` +
      `come to this: false discovery rate ${lead.q.toExponential(1)} over all candidates.`,
  }
}

function oneTimeZone({ lead }: Pool): Alternative {
  const timing = lead.coordination.tests.find(({ signal }) => signal === 'co-activity')
  return {
    explanation: 'One time zone and the same office hours',
    outcome: !timing ? 'not_testable' : timing.logP <= Math.log(0.05) ? 'rejected' : 'not_excluded',
    detail: timing
      ? `Moving every account by whole days, weekdays onto weekdays, keeps time zone and weekly rhythm; p = ${Math.exp(timing.logP).toPrecision(2)}.`
      : 'Too few accounts were active on enough days to move their days about.',
  }
}

function oneNetwork(world: World, core: readonly number[]): Alternative {
  const explanation = 'One office, campus or VPN behind a shared address'
  const ranges = world.keys.get('shared-address-range')
  if (!ranges) return { explanation, outcome: 'not_testable', detail: 'No client addresses were recorded.' }
  const inCore = new Set(core)
  let most = 0
  for (let k = 0; k + 1 < ranges.offsets.length; k++) {
    const holders = ranges.members.subarray(ranges.offsets[k], ranges.offsets[k + 1])
    if (holders.length > most) most = Math.max(most, holders.filter((holder) => inCore.has(holder)).length)
  }
  return {
    explanation,
    outcome: most >= 0.8 * core.length ? 'not_excluded' : 'rejected',
    detail: `The busiest address range is shared by ${most} of ${core.length} core accounts.`,
  }
}

function ordinaryClump({ lead }: Pool): Alternative {
  const { nearest } = lead.ranks
  const comparison = nearest
    ? ` The nearest is a group of ${nearest.size} (${nearest.reason.replaceAll('-', ' ')}).`
    : ''
  return {
    explanation: 'An ordinary related group: a household, firm, class or team',
    outcome: lead.ranks.references > 0 ? 'rejected' : 'not_testable',
    detail:
      lead.ranks.references === 0
        ? 'Without prompt text intent cannot be compared.'
        : `By intent it ranks ${lead.ranks.words} among natural groups of the same traffic.${comparison}`,
  }
}

function publicTemplate({ lead, tokens }: Pool): Alternative {
  return {
    explanation: 'Users of one public application or prompt',
    outcome: tokens.length > 0 ? 'rejected' : 'not_testable',
    detail:
      tokens.length > 0
        ? `At least half of all accounts that use the instruction belong to the group, which is coordinated (${[...lead.coordination.families.keys()].join(', ')}).`
        : 'The group uses no fixed instruction of its own.',
  }
}

function licensed(): Alternative {
  return {
    explanation: 'A researcher, evaluator or customer with permission',
    outcome: 'not_testable',
    detail: 'Only the provider’s own records can tell: name such accounts in known.csv.',
  }
}
