import {
  ageClass,
  buildEdges,
  type Edges,
  holdersOf,
  keyCount,
  MIN_STRATUM,
  type World,
} from '../../signals/index.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** People who open accounts for somebody do it in a sitting: hours, not minutes. */
const SITTING = 6 * HOUR

/** When accounts were opened, at every grain that is looked at: who shares a key was opened at about the same time. */
interface Openings {
  /** The same six hours, cut at two offsets, so that no sitting falls on every cut. */
  readonly windows: readonly Edges[]
  /** Sign-up hours put together into days; undefined where no opening is known. */
  readonly days: Edges | undefined
  /** Strata within which only accounts of one class of age are. */
  readonly strata: Uint32Array
}

const known = new WeakMap<World, Openings>()

function openingsOf(world: World): Openings {
  const before = known.get(world)
  if (before) return before
  const hours = world.keys.get('sign-up-batch')
  const found = { windows: findWindows(world), days: hours && findDays(hours), strata: findStrata(world) }
  known.set(world, found)
  return found
}

export function signUpWindows(world: World): readonly Edges[] {
  return openingsOf(world).windows
}

export function signUpDays(world: World): Edges | undefined {
  return openingsOf(world).days
}

/**
 * Among whom the holders of keys of one kind are drawn under the null hypothesis: the strata; where the keys are times of
 * opening, those of one class of age in them. Small strata hold accounts of every age, of whom only the newcomers can
 * have been opened in the last fortnight: members who are all new would share days of it with each other as often as
 * newcomers do, and more often than their peers.
 */
export function strataFor(world: World, edges: Edges): Uint32Array {
  const { windows, days, strata } = openingsOf(world)
  const isOpening = edges === world.keys.get('sign-up-batch') || edges === days || windows.includes(edges)
  return isOpening ? strata : world.principals.stratum
}

function findWindows({ principals: { createdAt } }: World): Edges[] {
  const opened = Array.from(createdAt, (time, principal) => ({ time, principal })).filter(
    ({ time }) => time > 0,
  )
  return [0, SITTING / 2].map((offset) =>
    buildEdges(
      opened.map(({ time }) => 1 + Math.floor((time + offset) / SITTING)),
      opened.map(({ principal }) => principal),
      undefined,
      2,
    ),
  )
}

function findDays(hours: Edges): Edges {
  const keys: number[] = []
  const members: number[] = []
  for (let key = 0; key < keyCount(hours); key++) {
    for (const holder of holdersOf(hours, key)) {
      keys.push(1 + Math.floor((hours.keys[key] - 1) / 24))
      members.push(holder)
    }
  }
  return buildEdges(keys, members, undefined, 2)
}

/** Of one class of age first, then of one stratum, where so many are: what is too small for that stays together. */
function findStrata({ principals: { stratum, createdAt }, start }: World): Uint32Array {
  const ages = Array.from(createdAt, (opened) => ageClass(opened > 0 ? (start - opened) / DAY : undefined))
  const sizes = new Map<string, number>()
  const within = (principal: number): string => `${ages[principal]} ${stratum[principal]}`
  stratum.forEach((_, principal) => {
    sizes.set(within(principal), (sizes.get(within(principal)) ?? 0) + 1)
  })
  const numbers = new Map<string, number>()
  return stratum.map((_, principal) => {
    const own = within(principal)
    const name = (sizes.get(own) ?? 0) < MIN_STRATUM ? ages[principal] : own
    const number = numbers.get(name) ?? numbers.size
    numbers.set(name, number)
    return number
  })
}
