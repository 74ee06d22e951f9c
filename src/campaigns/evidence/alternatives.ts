import type { Alternative } from '../../record/index.ts'
import { degree, type Edges, type Group, type World } from '../../signals/index.ts'
import { membersByKey } from '../groups/members-by-key.ts'
import type { Pool } from '../members/members.ts'
import { type Openness, OWN_DOMAIN, waysOpen } from '../verdict/openness.ts'
import { witnessesOf } from '../verdict/verdict.ts'

/**
 * The innocent explanations that apply to every group, tested on this one. What the data cannot settle is said
 * to be open: an accused customer must be able to see what was not looked at.
 */
export interface Alternatives {
  readonly coordination: readonly Alternative[]
  readonly intent: readonly Alternative[]
}

export function alternatives(world: World, pool: Pool): Alternatives {
  const core = Uint32Array.from(
    pool.members.filter(({ role }) => role === 'core'),
    ({ principal }) => principal,
  ).sort()
  // The verdict looked at the members of the group that leads; a reader sees the core.
  const open = new Set([core, pool.lead.members].flatMap((group) => waysOpen(world, group)))
  return {
    coordination: [
      oneOrganization(world, core, open),
      oneCard(world, core, open),
      oneMailDomain(world, core, open),
      unrelatedUsers(pool),
      oneTimeZone(pool),
      oneNetwork(world, core, open),
    ],
    intent: [ordinaryClump(pool), publicTemplate(pool), licensed()],
  }
}

type Open = ReadonlySet<Openness>

function oneOrganization(world: World, core: Group, open: Open): Alternative {
  const most = mostOnOneKey(world, world.organizations, core)
  return {
    explanation: 'One organisation with many seats',
    outcome: open.has('organization') ? 'not_excluded' : 'rejected',
    detail:
      most === 0
        ? 'The accounts declare no organisation in common, and none of them is under contract.'
        : `At most ${most} of ${core.length} core accounts declare the same organisation; it is not under contract.`,
  }
}

function oneCard(world: World, core: Group, open: Open): Alternative {
  const explanation = 'One customer who pays for many accounts'
  const cards = world.keys.get('shared-card')
  if (!cards) return { explanation, outcome: 'not_testable', detail: 'No payment cards were recorded.' }
  return {
    explanation,
    outcome: open.has('card') ? 'not_excluded' : 'rejected',
    detail: `The card that pays for most pays for ${mostOnOneKey(world, cards, core)} of ${core.length} core accounts.`,
  }
}

function oneMailDomain(world: World, core: Group, open: Open): Alternative {
  const explanation = 'One firm that writes from a mail domain of its own'
  const domains = world.keys.get('shared-email-domain')
  if (!domains) return { explanation, outcome: 'not_testable', detail: 'No mail domains were recorded.' }
  const most = mostOnOneKey(
    world,
    domains,
    core,
    (key, inside) => inside >= OWN_DOMAIN * degree(domains, key),
  )
  return {
    explanation,
    outcome: open.has('mail-domain') ? 'not_excluded' : 'rejected',
    detail: `A domain that hardly anybody else writes from is shared by at most ${most} of ${core.length} core accounts.`,
  }
}

/** How many of a group hold the key that most of it hold, among the keys that count. */
function mostOnOneKey(
  world: World,
  edges: Edges,
  group: Group,
  counts: (key: number, inside: number) => boolean = () => true,
): number {
  let most = 0
  for (const [key, { length: inside }] of membersByKey(world, edges, group)) {
    if (inside > most && counts(key, inside)) most = inside
  }
  return most
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

/** In one place, whether or not a file names it. */
const ONE_PLACE = 0.8

function oneNetwork(world: World, core: Group, open: Open): Alternative {
  const explanation = 'One office, campus or VPN behind a shared address'
  const ranges = world.keys.get('shared-address-range')
  if (!ranges) return { explanation, outcome: 'not_testable', detail: 'No client addresses were recorded.' }
  const most = mostOnOneKey(world, ranges, core)
  return {
    explanation,
    outcome: open.has('campus') || most >= ONE_PLACE * core.length ? 'not_excluded' : 'rejected',
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
  const explanation = 'Users of one public application or prompt'
  if (tokens.length === 0) {
    return { explanation, outcome: 'not_testable', detail: 'The group uses no fixed instruction of its own.' }
  }
  // Users of a public tool have its instruction and its clouds in common, and nothing else.
  const beside = witnessesOf(lead.ties).filter((family) => family !== 'network')
  return {
    explanation,
    outcome: beside.length > 0 ? 'rejected' : 'not_excluded',
    detail:
      'At least half of all accounts that use the instruction belong to the group, and so would all users of an application. ' +
      (beside.length > 0
        ? `But more ties the customers among them than an application does (${beside.join(', ')}).`
        : 'Nothing beside a network ties the customers among them.'),
  }
}

function licensed(): Alternative {
  return {
    explanation: 'A researcher, evaluator or customer with permission',
    outcome: 'not_testable',
    detail: 'Only the provider’s own records can tell: name such accounts in known.csv.',
  }
}
