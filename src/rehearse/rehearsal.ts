import { z } from 'zod'
import { Verdict } from '../record/index.ts'

/** Times are ISO 8601, UTC; shares are 0 to 1; delays are hours. */
const CampaignRehearsal = z.object({
  id: z.string(),
  class: z.string(),
  tactics: z.array(z.string()),
  /** Accounts with at least one request of the harvest. */
  accounts: z.number().int(),
  harvest_requests: z.number().int(),
  first_harvest_at: z.string().nullable(),
  /**
   * The end of the first pass in which one group, suspected at least, held half of the accounts that had harvested by
   * then as core members; null where no pass did.
   */
  detected_at: z.string().nullable(),
  /** The same for confirmed groups. */
  confirmed_at: z.string().nullable(),
  /** From the first request of the harvest to detection. */
  delay_hours: z.number().nullable(),
  /** Share of the whole harvest that was gone at detection; 1 where it was not detected. */
  harvest_gone: z.number(),
  /** Share of its accounts in suspected or confirmed groups in the last pass. */
  recall: z.number(),
  /** Id of the group that was the detection, for `stillwatch explain`. */
  group: z.string().nullable(),
  /** Accounts opened for closed ones, where the provider closed some. */
  regrowth: z
    .object({
      accounts: z.number().int(),
      /** Of these, how many became core members of an accused group. */
      attached: z.number().int(),
      /** Of the attached, how many were first accused by the very group that was the campaign's detection. */
      same_group: z.number().int(),
      /** From an account's first request of the harvest to its attachment; null where none was attached. */
      median_delay_hours: z.number().nullable(),
    })
    .nullable(),
})
export type CampaignRehearsal = z.infer<typeof CampaignRehearsal>

const Bystander = z.object({
  account_id: z.string(),
  /** The gravest verdict that named it as a core member. */
  verdict: Verdict,
  /** Kind of the look-alike that it belongs to; `ordinary` for nobody in particular, `own` for the provider's logs. */
  kind: z.string(),
  first_named_at: z.string(),
  /** What the last pass said of it; null where it named it no more. */
  last_verdict: Verdict.nullable(),
})
export type Bystander = z.infer<typeof Bystander>

const TacticRehearsal = z.object({
  tactic: z.string(),
  campaigns: z.number().int(),
  detected: z.number().int(),
  /** Means over the campaigns that use the tactic. */
  recall: z.number(),
  /** Medians over the same; delay over the detected ones, null where there is none. */
  harvest_gone: z.number(),
  delay_hours: z.number().nullable(),
})
export type TacticRehearsal = z.infer<typeof TacticRehearsal>

/** What a rehearsal measured: the content of `rehearsal.json`. */
export const Rehearsal = z.object({
  format: z.literal('stillwatch.rehearsal/1'),
  stillwatch_version: z.string(),
  scenario: z.string(),
  seed: z.number().int(),
  scale: z.number(),
  /** Files of the provider that the campaigns were mixed into; empty where everything was simulated. */
  into: z.array(z.string()),
  window: z.object({ from: z.string(), to: z.string() }),
  passes: z.number().int(),
  every_hours: z.number(),
  requests: z.number().int(),
  /** Accounts with requests. */
  accounts: z.number().int(),
  campaigns: z.array(CampaignRehearsal),
  tactics: z.array(TacticRehearsal),
  /** Accounts outside every simulated campaign that some pass named as core members of a group. */
  bystanders: z.array(Bystander),
  /** What could not be done, and why. */
  warnings: z.array(z.string()),
  /** The longest that one pass took, in seconds. */
  slowest_pass_seconds: z.number(),
  elapsed_seconds: z.number(),
})
export type Rehearsal = z.infer<typeof Rehearsal>
