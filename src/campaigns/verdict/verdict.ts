import type { Clearance, Family, Verdict } from '../../record/index.ts'
import { logEValue, lowerBoundReaches } from '../../statistics/index.ts'
import { type Coordination, countedFamilies, FAMILY_COUNTS } from '../coordination/coordination.ts'
import { COORDINATION_FDR } from '../coordination/rejections.ts'
import type { StagedTies, Ties } from '../coordination/ties.ts'
import type { Openness } from '../customers/openness.ts'
import type { Effect, Intent } from '../intent/intent.ts'
import type { IntentRanks } from '../intent/references.ts'

/** Ranks among natural groups: this in one intent family ... */
const RANK_STRONG = 0.005
/** ... and this in a second; where much of the group declares what it is, it must be as rare as the first. */
const RANK_SECOND = 0.05
/** Effect floor: at least this share of a member's requests, by the lower 95 % bound over principals ... */
export const ELICITED_FLOOR = 0.05
/** ... and this many different bodies in all: fewer harvest nothing, and more would let much go before anybody is asked. */
const HITS_FLOOR = 60
/** Coordination families that must each speak against chance to confirm. */
const FAMILIES_TO_CONFIRM = 2

/** Fewer principals are no pool. */
export const FEWEST_ACCUSED = 8
/** Fewer are never confirmed: small firms that use one tool come in such sizes. */
export const FEWEST_CONFIRMED = 10
/** An open customer is shown to a person from this size on. */
export const FEWEST_WATCHED = 20

/** Is the effect large enough to matter, chance and bookkeeping aside? */
export function passesEffectFloor({ hits, elicitedShares }: Effect): boolean {
  if (hits < HITS_FLOOR || elicitedShares.length < 2) return false
  return lowerBoundReaches(elicitedShares, ELICITED_FLOOR, {
    level: 0.95,
    resamples: 499,
    seed: 'effect-floor',
  })
}

/** So many customers do not have one provider by chance. */
const MANY_CUSTOMERS = 6

/**
 * The families that count. A firm's seats share cards and offices with each other, and several firms may use one
 * tool: unless what ties the customers among the members to each other counts, none does. A network ties only many
 * customers, and only users of one instruction: firms that want the same may well have the same runners or provider.
 * That several of them are of the kind that pools are made of stands in for a tie, and confirms nothing.
 */
export function witnessesOf(ties: Ties): Family[] {
  return areRelated(ties) ? ownWitnesses(ties) : []
}

/** Whether the customers are tied to each other, or of the kind that stands in for it. */
function areRelated(ties: Ties): boolean {
  return ties.undeclared || tiesCustomers(ties)
}

/**
 * Whether what the customers share ties them to each other, whatever kind of customers they are. Equal loads alone do not:
 * they are an application's, and firms with the same tool have them.
 */
export function tiesCustomers(ties: Ties): boolean {
  const { across } = ties
  const of = (family: Family): number => Math.max(0, across.families.get(family) ?? 0)
  const evenness = isOnlyBy(across, 'timing', EVENNESS) ? of('timing') : 0
  const together = across.logE - evenness - (isNetworkATie(ties) ? 0 : of('network'))
  return together >= FAMILY_COUNTS || acrossCustomers(ties).length > 0
}

function isNetworkATie({ homes, bond, customers }: Ties): boolean {
  return homes || (bond.long && customers >= MANY_CUSTOMERS)
}

/** The families each of which ties customers to each other. */
function acrossCustomers(ties: Ties): Family[] {
  const { across } = ties
  return countedFamilies(across).filter(
    (family) =>
      (family !== 'network' || isNetworkATie(ties)) &&
      (family !== 'timing' || !isOnlyBy(across, 'timing', EVENNESS)),
  )
}

/**
 * Whether some of the families settle what clears a group (`clearedBy`): no further one changes it. It may still decide
 * between suspected and confirmed.
 */
export function isSettled(some: Ties, open: Openness): boolean {
  if (acrossCustomers(some).length === 0) return false
  return open === undefined
    ? witnessesOf(some).some((family) => some.homes || family !== 'network')
    : isConfirming(some)
}

/** Whether some of the families are enough for a group to be confirmed, whatever a further one says. */
export function isConfirming(some: Ties): boolean {
  return acrossCustomers(some).length > 0 && areTwoWitnesses(some)
}

/** The ties without timing where that is enough to confirm. */
export function decisive(ties: StagedTies): Ties {
  return isConfirming(ties.first) ? ties.first : ties.all()
}

/** The ties without timing where that tells as much of what clears a group. */
export function enoughOf(ties: StagedTies, open: Openness): Ties {
  return isSettled(ties.first, open) ? ties.first : ties.all()
}

/**
 * Whether enough families count to confirm, and something besides a network ties the customers to each other: firms on
 * one provider's runners share its addresses with each other, carry equal loads, and have cards each within itself. Users
 * of an application that became known one day opened their accounts together: beside a network this must be beyond doubt.
 */
function areTwoWitnesses(ties: Ties): boolean {
  const { across } = ties
  const of = (family: Family): number => Math.max(0, across.families.get(family) ?? 0)
  const doubtful = isDoubtful(ties)
  const timing = across.families.get('timing') ?? 0
  const beside = across.logE - of('network') - timing - (doubtful ? of('identity') : 0)
  const witnesses = ownWitnesses({ ...ties, all: across }, doubtful)
  const besideNetwork =
    ties.homes || beside >= FAMILY_COUNTS || witnesses.some((family) => family !== 'network')
  return besideNetwork && tiesCustomers(ties) && witnessesOf(ties).length >= FAMILIES_TO_CONFIRM
}

/**
 * Whether identity ties the customers by no more than what users of one public tool have in common by and by: the days on
 * which they came, their mail providers, and codes by which they brought each other.
 */
function isDoubtful({ across }: Ties): boolean {
  const identity = Math.max(0, across.families.get('identity') ?? 0)
  return identity < BEYOND_DOUBT && isOnlyBy(across, 'identity', COME_TOGETHER)
}

/** The e-value of p = 10^-6, as a natural logarithm. */
const BEYOND_DOUBT = logEValue(Math.log(1e-6))

/**
 * The families that count, less those whose only evidence innocent neighbours leave as well. Users of one hosted
 * application send from the same clouds and carry equal loads: both are the application's, and evenness is no second
 * witness beside a network. Classes and offices open their accounts together, from one mail domain: without an
 * instruction in common these tie nobody.
 * @param doubtful identity is no witness, nor one that evenness could stand beside
 */
function ownWitnesses({ all, homes, bond }: Ties, doubtful = false): Family[] {
  const isIdentityOne = !doubtful && (bond.long || !isOnlyBy(all, 'identity', OPENED_TOGETHER))
  const counted = countedFamilies(all).filter((family) => family !== 'identity' || isIdentityOne)
  const others = counted.some((family) => family !== 'timing' && (homes || family !== 'network'))
  const evennessAlone = !others && isOnlyBy(all, 'timing', EVENNESS)
  const openedTwice = counted.includes('identity') && isOnlyBy(all, 'identity', OPENED_TOGETHER)
  return counted.filter(
    (family) =>
      (family !== 'timing' || !evennessAlone) &&
      // When accounts were opened is one witness: that they came together, and that they came after closures.
      (family !== 'adaptation' || !openedTwice),
  )
}

/** Whether no other signal of a family would count by itself. */
function isOnlyBy({ tests }: Coordination, family: Family, signals: ReadonlySet<string>): boolean {
  return !tests.some(
    (test) => test.family === family && !signals.has(test.signal) && logEValue(test.logP) >= FAMILY_COUNTS,
  )
}

const EVENNESS: ReadonlySet<string> = new Set(['even-load'])
const OPENED_TOGETHER: ReadonlySet<string> = new Set(['sign-up-batch', 'shared-email-domain'])
const COME_TOGETHER: ReadonlySet<string> = new Set([...OPENED_TOGETHER, 'shared-referral'])

/** Groups of which so much is declared organisations are several firms rather than one that hides. */
const DECLARED = 0.25

/** Whether a coordinated group whose effect passes the floor is kept out of the references of all others. */
export function isSuspect(ties: Ties, intent: Intent, open: Openness): boolean {
  return witnessesOf(ties).length > 0 && intent.tokens.length > 0 && open === undefined
}

/** What a verdict rests on, beside the members' own effect. */
type Findings = readonly [ties: Ties, q: number, ranks: IntentRanks, open: Openness, members: number]

/**
 * Whether an open customer asks for so much more than others that somebody should ask it what for, whatever ties its
 * accounts: who poses as one customer hides nothing else.
 */
function isWorthAsking(ranks: IntentRanks, members: number): boolean {
  return members >= FEWEST_WATCHED && Math.max(ranks.content, ranks.elicitation) <= RANK_STRONG
}

/** What clears a coordinated group whose effect passes the floor: every condition of a verdict that it does not meet. */
export function clearedBy(...[ties, q, ranks, open, members]: Findings): Clearance[] {
  if (open !== undefined && q <= COORDINATION_FDR && isWorthAsking(ranks, members)) return []
  const reasons: Clearance[] = []
  const add = (reason: Clearance['reason'], figure: number): void => {
    reasons.push({ reason, figure })
  }
  if (q > COORDINATION_FDR) add('chance', q)
  const counted = witnessesOf(ties)
  if (counted.length === 0) {
    if (countedFamilies(ties.all).length === 0) add('no-family', ties.all.families.size)
    else if (areRelated(ties)) add('common-cause', members)
    else add('customers-not-tied', ties.customers)
  }
  // Offices, campuses, carriers and clouds share addresses: a network alone ties no pool together.
  else if (!ties.homes && counted.every((family) => family === 'network')) add('network-only', members)
  if (open !== undefined) {
    if (counted.length < FAMILIES_TO_CONFIRM || members < FEWEST_WATCHED) add(open, members)
  } else if (members < FEWEST_ACCUSED) add('too-few', members)
  const [low, high] = [Math.min(ranks.content, ranks.elicitation), Math.max(ranks.content, ranks.elicitation)]
  const second = ties.declared >= DECLARED ? RANK_STRONG : RANK_SECOND
  if (low > RANK_STRONG) add('intent-rank', low)
  if (high > second) add('second-intent-rank', high)
  return reasons
}

/**
 * The machine's verdict on one candidate whose effect passes the floor. Both hypotheses must fall on their own;
 * nothing is multiplied across the axes.
 */
export function verdictOf(...findings: Findings): Verdict | undefined {
  if (clearedBy(...findings).length > 0) return undefined
  const [ties, , , open, members] = findings
  if (open !== undefined) return 'watch'
  return areTwoWitnesses(ties) && members >= FEWEST_CONFIRMED ? 'confirmed' : 'suspected'
}

/** Without intent to judge: is a hidden group tied well enough, by two families, for a person to look at? */
export function watchedForTies(ties: Ties, open: Openness, members: number): boolean {
  return open === undefined && members >= FEWEST_CONFIRMED && witnessesOf(ties).length >= FAMILIES_TO_CONFIRM
}
