import type { ScenarioName } from '../../src/simulate/index.ts'

/** A scenario whose campaigns were made by somebody who has read how detection works. */
export interface Attacker {
  readonly scenario: ScenarioName
  /** What it knows and does. */
  readonly plays: string
  /** What must hold. */
  readonly wanted: string
}

/** Measured apart from the classes of the bars; innocents accused in these worlds count like all others. */
export const ATTACKERS: readonly Attacker[] = [
  {
    scenario: 'shell-companies',
    plays: 'verified businesses without standing, each with its own card and mail domain',
    wanted: 'no shield: found like other pools',
  },
  {
    scenario: 'forged-ids',
    plays: 'ids of others, texts left out by a header of the caller, placeholders around the rest',
    wanted: 'found by what the provider observes',
  },
  {
    scenario: 'borrowed-template',
    plays: 'a public application’s long prompt around its instruction',
    wanted: 'found, and the application’s users left alone',
  },
  {
    scenario: 'one-account',
    plays: 'one account, many users, one of them a harvester',
    wanted: 'nobody confirmed, nobody innocent joined to it',
  },
  {
    scenario: 'expired-vouchers',
    plays: 'entries of known.csv that have run out',
    wanted: 'no shield: found like other pools',
  },
  {
    scenario: 'many-small-pools',
    plays: 'cells of five to nine accounts with nothing in common but the work list',
    wanted: 'as many found as cells allow',
  },
  {
    scenario: 'framed-bystanders',
    plays: 'its codes, cards and prompt given to innocent people',
    wanted: 'found, and nobody framed accused',
  },
  {
    scenario: 'one-customer',
    plays: 'all accounts on one card, or in one organisation, mail domain or office',
    wanted: 'shown to a person, who can ask the one customer; accused of nothing',
  },
  {
    scenario: 'contractors',
    plays: 'no attacker: freelance raters with one rubric and one queue, who came by one code within days',
    wanted: 'nobody accused; whoever is looks like a pool in all that a provider records',
  },
]
