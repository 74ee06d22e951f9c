import type { Plan } from '../arrivals.ts'
import { contract, type Holder, type HolderOptions, openAccount } from '../identity.ts'
import { engage, type Member } from '../population.ts'
import type { Random } from '../random.ts'
import { oneOf, worker } from '../speakers.ts'
import { drawInstruction, type Instruction, type Task } from '../text/instructions.ts'
import type { Language } from '../text/languages.ts'
import { CORPORA, type Corpus } from '../text/source.ts'
import { DAY, type Utterance, type World } from '../world.ts'

/** How many accounts a customer works with: one or a few mostly, and in every fourth case as many as a pool. */
export function severalAccounts(random: Random, most: number): number {
  return random.chance(0.25) ? Math.round(random.logUniform(6, most)) : random.pick([1, 1, 2, 3, 5])
}

/** Accounts of one contracted business: verified, paying on one card, opened at any time since the contract. */
export function seats(world: World, random: Random, count: number, options: HolderOptions = {}): Holder[] {
  const terms = contract(world, random)
  const first = openAccount(world, random, { ...options, account: { ...terms, ...options.account } })
  const rest = Array.from({ length: count - 1 }, () =>
    openAccount(world, random, {
      language: random.chance(0.85) ? first.language : 'en',
      zone: first.zone,
      ...options,
      account: {
        ...terms,
        created_at: Math.floor(
          (terms.created_at ?? 0) + random.next() * (world.start - DAY - (terms.created_at ?? 0)),
        ),
        ...options.account,
      },
    }),
  )
  return [first, ...rest]
}

/** A small organisation: no contract, sometimes an organisation id, sometimes one card. */
export function group(world: World, random: Random, count: number, options: HolderOptions = {}): Holder[] {
  const shared = {
    ...(random.chance(0.5) ? { organization_id: `org_${random.hex(12)}` } : {}),
    ...(random.chance(0.6) ? { payment_fingerprint: `card_${random.hex(16)}` } : {}),
  }
  const first = openAccount(world, random, { ...options, account: { ...shared, ...options.account } })
  const rest = Array.from({ length: count - 1 }, () =>
    openAccount(world, random, {
      language: first.language,
      zone: first.zone,
      ...options,
      account: { ...shared, ...options.account },
    }),
  )
  return [first, ...rest]
}

/** Some corpus, public or one's own. */
export function drawCorpus(world: World, random: Random, language: Language, open: boolean): Corpus {
  const edition = open ? 'public' : `own-${random.hex(8)}`
  return world.text.corpus(random.pick(CORPORA), language, edition)
}

export function drawInstructions(
  task: Task,
  language: Language,
  random: Random,
  count: number,
): Instruction[] {
  return Array.from({ length: count }, () => drawInstruction(task, language, random))
}

export interface Sweep {
  readonly name: string
  readonly corpus: Corpus
  readonly instructions: readonly Instruction[]
  readonly extra?: (random: Random) => Partial<Utterance>
}

/** An account that works through a corpus under a fixed instruction. */
export function sweeper(
  world: World,
  random: Random,
  holder: Holder,
  plan: Plan,
  sweep: Sweep,
  member: Partial<Member> = {},
): void {
  engage(world, random, holder, {
    plan,
    speak: worker(world.text, {
      instruct: oneOf(sweep.instructions),
      next: (run) => sweep.corpus.at(run.next(sweep.name)),
      ...(sweep.extra ? { extra: sweep.extra } : {}),
    }),
    style: 'sdk',
    ...member,
  })
}
