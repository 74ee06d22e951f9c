import type { Alternative } from '../../record/index.ts'
import type { Edges, Group, World } from '../../signals/index.ts'
import { namesFirm } from '../customers/mail-domains.ts'
import { type Openness, waysOpen } from '../customers/openness.ts'
import { membersByKey } from '../groups/members-by-key.ts'
import { coreOf, type Pool } from '../members/members.ts'
import { tiesCustomers, witnessesOf } from '../verdict/verdict.ts'
import type { Recorded } from './recorded.ts'

/**
 * The innocent explanations that apply to every group, tested on this one. What the data cannot settle is said
 * to be open: an accused customer must be able to see what was not looked at.
 */
export interface Alternatives {
  readonly coordination: readonly Alternative[]
  readonly intent: readonly Alternative[]
}

/** @param recorded of how many of its core accounts the fields are known that these explanations need */
export function alternatives(world: World, pool: Pool, recorded: Recorded): Alternatives {
  const core = coreOf(pool)
  // The verdict looked at the members of the group that leads; a reader sees the core.
  const open = new Set([core, pool.lead.members].flatMap((group) => waysOpen(world, group)))
  return {
    coordination: [
      oneOrganization(world, core, open, recorded.organization),
      oneCard(world, core, open, recorded.card),
      onePhone(world, core, open, recorded.phone),
      oneMailDomain(world, core, open, recorded.mailDomain),
      unrelatedUsers(pool),
      oneTimeZone(pool),
      oneNetwork(world, core, open, recorded.range),
    ],
    intent: [ordinaryClump(pool, open), publicTemplate(pool), licensed(), stolen()],
  }
}

type Open = ReadonlySet<Openness>

/** Where a field is known of fewer core accounts than this part, that they do not share it tells nothing. */
const ENOUGH_RECORDED = 0.5

/** What a field of the accounts says; to declare nothing is no evidence. */
function told(isOpen: boolean, recorded: number, core: Group): Alternative['outcome'] {
  if (isOpen) return 'not_excluded'
  return recorded > 0 && recorded >= ENOUGH_RECORDED * core.length ? 'rejected' : 'not_testable'
}

/** Of how many core accounts a field is known, before what was found of these. */
function knownOf(recorded: number, core: Group, field: string, found: string): string {
  return recorded === 0
    ? `No ${field} is recorded of any core account.`
    : `A ${field} is recorded of ${recorded} of ${core.length} core accounts. ${found}`
}

function oneOrganization(world: World, core: Group, open: Open, recorded: number): Alternative {
  const most = mostOnOneKey(world, world.organizations, core)
  const outcome = told(open.has('organization'), recorded, core)
  const common =
    most < 2
      ? 'No two of them declare the same organisation, and none is under contract.'
      : `At most ${most} of ${core.length} core accounts declare the same organisation; it is not under contract.`
  return {
    explanation: 'One organisation with many seats',
    outcome,
    detail:
      recorded === 0
        ? 'No core account declares an organisation, which is no evidence that there is none. None is under contract.'
        : `${recorded} of ${core.length} core accounts declare an organisation. ${common}`,
  }
}

function oneCard(world: World, core: Group, open: Open, recorded: number): Alternative {
  const most = mostOnOneKey(world, world.keys.get('shared-card'), core)
  return {
    explanation: 'One customer who pays for many accounts',
    outcome: told(open.has('card'), recorded, core),
    detail: knownOf(
      recorded,
      core,
      'payment card',
      most < 2
        ? 'No two of them pay with the same.'
        : `The card that pays for most pays for ${most} of ${core.length}.`,
    ),
  }
}

function onePhone(world: World, core: Group, open: Open, recorded: number): Alternative {
  const most = mostOnOneKey(world, world.keys.get('shared-phone'), core)
  return {
    explanation: 'One customer who verifies many accounts by one phone',
    outcome: told(open.has('phone'), recorded, core),
    detail: knownOf(
      recorded,
      core,
      'phone number',
      most < 2
        ? 'No two of them are verified by the same.'
        : `The number that verifies most verifies ${most} of ${core.length}.`,
    ),
  }
}

function oneMailDomain(world: World, core: Group, open: Open, recorded: number): Alternative {
  const isOwn = (key: number, inside: number): boolean => namesFirm(world, key, inside)
  const most = mostOnOneKey(world, world.keys.get('shared-email-domain'), core, isOwn)
  return {
    explanation: 'One firm that writes from a mail domain of its own',
    outcome: told(open.has('mail-domain'), recorded, core),
    detail: knownOf(
      recorded,
      core,
      'mail domain',
      most < 2
        ? 'No two of them share one that hardly anybody else writes from.'
        : `One that hardly anybody else writes from is shared by ${most} of ${core.length}, and none by more.`,
    ),
  }
}

/** How many of a group hold the key that most of it hold, among the keys that count. */
function mostOnOneKey(
  world: World,
  edges: Edges | undefined,
  group: Group,
  counts: (key: number, inside: number) => boolean = () => true,
): number {
  if (edges === undefined) return 0
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
      `come to this: false discovery rate ${figure(lead.q)} over all candidates. It is that of all ` +
      `${lead.tested.length.toLocaleString('en')} who were tested together; accused is the part that hangs together.`,
  }
}

/** A probability as text; one that is too small for a number is not nothing. */
function figure(p: number): string {
  return p < 1e-300 ? 'below 10^-300' : p >= 0.001 ? p.toPrecision(2) : p.toExponential(1)
}

/** Told of those who are tied, where these were tested, as the item of evidence is. */
function oneTimeZone({ lead }: Pool): Alternative {
  const explanation = 'One time zone and the same office hours'
  const isCoActivity = ({ signal }: { signal: string }): boolean => signal === 'co-activity'
  const ofTied = lead.ties.all.tests.find(isCoActivity)
  const timing = ofTied ?? lead.coordination.tests.find(isCoActivity)
  if (!timing) {
    return {
      explanation,
      outcome: 'not_testable',
      detail: 'Too few accounts were active on enough days to move their days about.',
    }
  }
  const whose = ofTied ? '' : ` of all ${lead.tested.length.toLocaleString('en')} who were tested together`
  return {
    explanation,
    outcome: timing.logP <= Math.log(0.05) ? 'rejected' : 'not_excluded',
    detail:
      'Moving every account by whole days keeps the hour of the day, and working days apart from weekends; ' +
      `p = ${figure(Math.exp(timing.logP))}${whose}. Habits of one weekday are not excluded.`,
  }
}

/** In one place, whether or not a file names it. */
const ONE_PLACE = 0.8

function oneNetwork(world: World, core: Group, open: Open, recorded: number): Alternative {
  const most = mostOnOneKey(world, world.keys.get('shared-address-range'), core)
  return {
    explanation: 'One office, campus or VPN behind a shared address',
    outcome: told(open.has('campus') || most >= ONE_PLACE * core.length, recorded, core),
    detail: knownOf(
      recorded,
      core,
      'client address',
      most < 2
        ? 'No two of them share an address range.'
        : `The busiest address range is shared by ${most} of ${core.length}.`,
    ),
  }
}

function ordinaryClump({ lead }: Pool, open: Open): Alternative {
  const { highest, references } = lead.ranks
  const comparison = highest
    ? ` Of those of the same traffic, a group of ${highest.size} (${highest.reason.replaceAll('-', ' ')}) asks for most of it.`
    : ''
  const customer = open.size > 0 ? ' But it is openly one customer, whose own work may be as rare.' : ''
  return {
    explanation: 'An ordinary related group: a household, firm, class or team',
    outcome: references === 0 ? 'not_testable' : open.size > 0 ? 'not_excluded' : 'rejected',
    detail:
      references === 0
        ? 'Without prompt text intent cannot be compared.'
        : `Among natural groups its intent ranks ${lead.ranks.words}.${comparison}${customer}`,
  }
}

function publicTemplate({ lead, tokens }: Pool): Alternative {
  const explanation = 'Users of one public application or prompt'
  if (tokens.length === 0) {
    return { explanation, outcome: 'not_testable', detail: 'The group uses no fixed instruction of its own.' }
  }
  // Users of a public tool have its instruction and its clouds in common, and nothing else.
  const beside = witnessesOf(lead.ties).filter((family) => family !== 'network')
  const isByKindAlone = lead.ties.undeclared && !tiesCustomers(lead.ties)
  const isMore = beside.length > 0 && !isByKindAlone
  return {
    explanation,
    outcome: isMore ? 'rejected' : 'not_excluded',
    detail:
      'At least half of all accounts that used the instruction regularly belong to the group, and so would all users of an application. ' +
      (isByKindAlone
        ? 'Nothing ties the customers among them: several pay for many accounts with one card each and declare nothing, as agencies and resellers do too.'
        : isMore
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

function stolen(): Alternative {
  return {
    explanation: 'Somebody else used the accounts’ keys',
    outcome: 'not_testable',
    detail:
      'A request made with a stolen key is the account’s all the same. Its owner can tell: by the addresses and clients that ' +
      'the requests with the instruction came from.',
  }
}
