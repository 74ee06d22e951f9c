import { NO_TIES, type Overrides } from './campaigns/index.ts'
import type { CampaignPlan } from './plan.ts'
import { DAY, type World } from './world.ts'

/** A campaign's plan as the traits that it fixes; what it leaves out is not there. */
export function overridesOf(plan: CampaignPlan, world: Pick<World, 'start' | 'days'>): Overrides {
  const day = (at: number): number => world.start + Math.min(at, world.days) * DAY
  const duty = plan.duty_days !== undefined || plan.duty_hours !== undefined
  return given({
    class: plan.name,
    tactics: plan.tactics,
    size: plan.accounts,
    load: plan.requests_per_account,
    spread: plan.spread,
    cover: plan.cover,
    task: plan.task,
    wording: plan.instructions,
    languages: plan.languages,
    variants: plan.wordings,
    paraphrase: plan.paraphrase,
    corpora: plan.corpora,
    edition: plan.public_corpus ? 'public' : undefined,
    partition: plan.partition,
    rhythm: plan.rhythm,
    from: plan.from_day === undefined ? undefined : day(plan.from_day),
    to: plan.to_day === undefined ? undefined : day(plan.to_day),
    ties: plan.ties && { ...NO_TIES, ...given(plan.ties) },
    closed: plan.closed,
    pivots: plan.pivots,
    every_route: plan.every_route,
    ramps: plan.ramps,
    sleepers: plan.sleepers,
    program: plan.program,
    duty: duty ? { days: plan.duty_days ?? 1, hours: plan.duty_hours ?? 24 } : undefined,
    follows: plan.follows,
  })
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The properties that are not undefined. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
}
