import { z } from 'zod'
import { CAMPAIGN_CLASSES } from './campaigns/index.ts'
import { LOOKALIKES } from './lookalikes/index.ts'
import { TASKS } from './text/instructions.ts'
import { LANGUAGES } from './text/languages.ts'
import { CORPORA } from './text/source.ts'

const share = z.number().min(0).max(1)
const count = z.number().int().min(1)

const Ties = z.strictObject({
  card: share.optional().describe('Share of accounts that hold a payment card of the pool.'),
  device: share.optional().describe('Share of accounts with a device of the pool.'),
  phone: share.optional().describe('Share of accounts verified with a phone number of the pool.'),
  referral: share.optional().describe('Share of accounts that came by a referral code of the pool.'),
  batch: share.optional().describe('Share of accounts opened within hours of others.'),
  range: share.optional().describe('Share of accounts that send from address ranges of the pool.'),
  client: share.optional().describe('Share of accounts that run the same client build.'),
  mail: share.optional().describe('Share of accounts with one of a few mail domains.'),
})

/** What a scenario may say of its campaigns. What it leaves out is drawn from the seed, as the class has it. */
export const CampaignPlan = z.strictObject({
  class: z
    .enum(CAMPAIGN_CLASSES.map(({ name }) => name))
    .describe('How it harvests; docs/simulator.md lists the classes.'),
  name: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional()
    .describe('What truth and rehearsal call it, in place of the class: small letters, digits and hyphens.'),
  count: count.optional().describe('So many campaigns of this kind; 1 if left out.'),
  tactics: z
    .array(z.string().regex(/^T\d\d$/))
    .optional()
    .describe('Ids of its tactics, in place of those of the class.'),
  accounts: z.number().int().min(2).optional().describe('Accounts that work at a time.'),
  requests_per_account: z
    .number()
    .positive()
    .optional()
    .describe('Mean requests of the harvest that an account sends.'),
  spread: z
    .number()
    .min(0)
    .max(2)
    .optional()
    .describe('Standard deviation of the logarithm of an account’s load.'),
  cover: share.optional().describe('Share of an account’s requests that are ordinary talk.'),
  task: z.enum(TASKS).optional().describe('What the instruction demands.'),
  instructions: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'Instructions in your own words, in place of drawn ones; {item} stands for the item of the corpus.',
    ),
  languages: z.array(z.enum(LANGUAGES)).min(1).optional().describe('Languages of the corpus.'),
  wordings: count.optional().describe('Number of wordings of the instruction.'),
  paraphrase: z.boolean().optional().describe('A wording drawn anew for every request.'),
  corpora: z.array(z.enum(CORPORA)).min(1).optional().describe('What is swept.'),
  public_corpus: z.boolean().optional().describe('Sweep the suites that evaluators sweep too.'),
  partition: z
    .enum(['blocks', 'queue', 'overlap'])
    .optional()
    .describe(
      'How the corpus is split: a block for each account, one common queue, or at random with repeats.',
    ),
  rhythm: z
    .enum(['round-the-clock', 'shifts', 'pulses', 'human', 'scattered'])
    .optional()
    .describe('When the pool works; scattered: each account in the waking hours of a time zone of its own.'),
  from_day: z.number().min(0).optional().describe('Days after the start on which it begins.'),
  to_day: z.number().positive().optional().describe('Days after the start on which it ends.'),
  ties: Ties.optional().describe('What the accounts have in common; what is left out is not shared at all.'),
  closed: share
    .optional()
    .describe('Share of accounts that the provider closes on the way and the pool replaces.'),
  pivots: z.boolean().optional().describe('Half of it moves to the new model within a day of its release.'),
  every_route: z
    .boolean()
    .optional()
    .describe('By the provider’s own endpoint, clouds and aggregators alike.'),
  ramps: z.boolean().optional().describe('Accounts come one after the other instead of all at once.'),
  sleepers: z
    .boolean()
    .optional()
    .describe('With ramps: they were opened long before they are used, instead of just before.'),
  program: z.string().optional().describe('The programme that its accounts were opened under.'),
  duty_days: share.optional().describe('Share of the days on which an account works.'),
  duty_hours: z.number().min(1).max(24).optional().describe('Hours of such a day in which it works.'),
  follows: share.optional().describe('Chance that a request follows up on the one before it.'),
})
export type CampaignPlan = z.infer<typeof CampaignPlan>

const lookalikeCounts = Object.fromEntries(
  LOOKALIKES.map(({ kind, count: usual }) => [
    kind,
    z.number().min(0).optional().describe(`Instances at scale 1; ${usual} if left out.`),
  ]),
)

/** A whole scenario: what a scenario file holds. `stillwatch simulate --schema` prints it as JSON Schema. */
export const ScenarioPlan = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .describe('Small letters, digits and hyphens.'),
  description: z.string().optional(),
  seed: z.number().int().min(0).optional().describe('The same seed gives the same traffic; 1 if left out.'),
  scale: z
    .number()
    .positive()
    .optional()
    .describe(
      'Multiplies the innocent population, and campaigns where they say nothing of their size; 1 if left out.',
    ),
  days: z.number().int().min(7).max(92).optional().describe('Length of the traffic; 14 if left out.'),
  population: z
    .strictObject({
      accounts: z
        .number()
        .int()
        .min(20)
        .optional()
        .describe('Ordinary accounts at scale 1; 1,500 if left out.'),
      households: z
        .number()
        .int()
        .min(0)
        .optional()
        .describe('Households and small firms that share things, at scale 1; 60 if left out.'),
      lookalikes: z
        .strictObject(lookalikeCounts)
        .optional()
        .describe('Innocent groups that resemble campaigns.'),
    })
    .optional(),
  arrivals: z
    .enum(['modelled', 'replayed'])
    .optional()
    .describe(
      'Whether busy innocent accounts send at modelled times or as real clients did, which takes a data pack with traces.',
    ),
  campaigns: z.array(CampaignPlan),
})
export type ScenarioPlan = z.infer<typeof ScenarioPlan>

/** The JSON Schema (draft 2020-12) of a scenario file. */
export function scenarioSchema(): Record<string, unknown> {
  return { title: 'A scenario of stillwatch simulate', ...z.toJSONSchema(ScenarioPlan) }
}
