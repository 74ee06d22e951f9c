import { CAMPAIGN_CLASSES } from './campaigns/index.ts'
import type { CampaignPlan, ScenarioPlan } from './plan.ts'

type ClassName = (typeof CAMPAIGN_CLASSES)[number]['name']

interface NamedScenario {
  readonly description: string
  readonly campaigns: readonly ClassName[]
  readonly arrivals?: 'replayed'
  readonly population?: NonNullable<ScenarioPlan['population']>
}

const thrice = (name: ClassName, description: string): NamedScenario => ({
  description,
  campaigns: [name, name, name],
})

/**
 * Every named scenario; the benchmark measures all but the last, in this order. The innocent population, look-alikes
 * included, is the same kind in all of them.
 */
export const SCENARIOS = {
  demo: {
    description:
      'A fortnight of 3,000 accounts and about 200,000 requests with seven campaigns of seven classes.',
    campaigns: ['plain', 'diluted', 'clean-identity', 'grading', 'regrowth', 'release-pivot', 'swarm'],
  },
  benign: { description: 'The same population without any campaign.', campaigns: [] },
  plain: thrice('plain', 'Three pools that hide nothing.'),
  diluted: thrice('diluted', 'Three pools with 60 to 90 per cent cover traffic.'),
  'clean-identity': thrice('clean-identity', 'Three pools with clean identities.'),
  swarm: thrice('swarm', 'Three pools of hundreds of accounts with three to six requests each.'),
  grading: thrice('grading', 'Three pools that use the model as a reward model.'),
  regrowth: thrice('regrowth', 'Three pools whose accounts are closed and replaced.'),
  'release-pivot': thrice('release-pivot', 'Three pools that move to a new model within a day.'),
  agentic: thrice('agentic', 'Three pools that harvest agent traces.'),
  'transfer-station': thrice(
    'transfer-station',
    'Three rings of resold accounts, with a harvest of a customer, or of the operator.',
  ),
  adaptive: thrice('adaptive', 'Three pools that know what is looked for.'),
  'store-replay': thrice('store-replay', 'Three pools that replay saved sessions.'),
  'programme-abuse': thrice('programme-abuse', 'Three pools opened under a programme.'),
  logits: thrice('logits', 'Three pools that take log-probabilities.'),
  embeddings: thrice('embeddings', 'Three pools that copy the embedding model.'),
  mixed: {
    description: 'One campaign of each class above.',
    campaigns: [
      'plain',
      'diluted',
      'clean-identity',
      'swarm',
      'grading',
      'regrowth',
      'release-pivot',
      'agentic',
      'transfer-station',
      'adaptive',
      'store-replay',
      'programme-abuse',
      'logits',
      'embeddings',
    ],
  },
  'shell-companies': thrice('shell-companies', 'Three pools that pose as verified businesses.'),
  'forged-ids': thrice('forged-ids', 'Three pools that forge what callers write, and hide texts.'),
  'borrowed-template': thrice(
    'borrowed-template',
    'Three pools that wrap their instruction in a public application’s prompt.',
  ),
  'one-account': thrice('one-account', 'Three accounts with many users, a harvester among them.'),
  'expired-vouchers': thrice('expired-vouchers', 'Three pools of accounts that were vouched for once.'),
  'many-small-pools': thrice('many-small-pools', 'Three harvests split over cells of five to nine accounts.'),
  'framed-bystanders': thrice(
    'framed-bystanders',
    'Three pools that spread codes, cards and prompts among the innocent.',
  ),
  'one-customer': thrice('one-customer', 'Three pools that pose as one customer each.'),
  contractors: {
    description: 'No campaign, and three agencies whose raters work as a pool of harvesters would.',
    campaigns: [],
    population: { lookalikes: { contractors: 3 } },
  },
  'replayed-arrivals': {
    description: 'No campaign, and busy accounts that send as real clients did; takes a data pack.',
    campaigns: [],
    arrivals: 'replayed',
  },
  'hidden-reasoning': thrice('hidden-reasoning', 'Three pools that try to bring out hidden reasoning.'),
  'synthetic-prompts': thrice('synthetic-prompts', 'Three pools that have training prompts written.'),
  rewriting: thrice('rewriting', 'Three pools that have answers rewritten.'),
  'slow-ramp': thrice('slow-ramp', 'Three pools that grow slowly, below every limit.'),
  'multi-route': thrice('multi-route', 'Three pools that come by every route.'),
  failover: thrice('failover', 'Three pools that send again elsewhere what was refused.'),
  'countermeasure-testing': thrice(
    'countermeasure-testing',
    'Three pools that measure whether answers were degraded.',
  ),
  'every-tactic': {
    description:
      'One campaign of every class there is, so that every tactic is there that shows in telemetry.',
    campaigns: CAMPAIGN_CLASSES.map(({ name }) => name),
  },
} as const satisfies Record<string, NamedScenario>

export type ScenarioName = keyof typeof SCENARIOS

/** A named scenario as a plan; undefined where there is none of that name. */
export function namedPlan(name: string): ScenarioPlan | undefined {
  if (!Object.hasOwn(SCENARIOS, name)) return undefined
  const named: NamedScenario = SCENARIOS[name as ScenarioName]
  const campaigns = named.campaigns.map((own): CampaignPlan => ({ class: own }))
  const { description, arrivals, population } = named
  return { name, description, campaigns, ...(arrivals && { arrivals }), ...(population && { population }) }
}
