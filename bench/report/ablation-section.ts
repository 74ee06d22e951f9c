import { CLASS_GROUPS } from '../figures/class-groups.ts'
import type { Precision } from '../figures/precision.ts'
import type { Measured } from './measured.ts'
import { number, percent, table } from './words.ts'

export function ablationSection({ ablation }: Pick<Measured, 'ablation'>): string[] {
  if (ablation === null) return []
  return [
    '## What each family adds',
    `Detection run again on ${ablation.worlds} worlds with campaigns (${ablation.campaigns} campaigns), each time without what one family tests: it is not as if its fields had never been recorded. Without identity, organisations, the merging of accounts under contract, known.csv and times of opening remain; without timing, the first and last hour of an account and how active its stratum is; without instructions, the texts’ features and cue scores. A family may therefore be worth more than its row says. Natural groups that hang on what is left out are gone too, and where fewer than 200 are left, the groups that come with the program stand in, so that recall may even rise. Recall is the macro mean over campaigns of accounts confirmed or suspected. Without the texts' features or without the cue scores nothing is ever accused, since a verdict wants both intent families: no run is needed to say so.`,
    table(
      [
        'without',
        ...Object.values(CLASS_GROUPS).map(({ title }) => title),
        'all classes',
        'of it confirmed',
        'truly harvesting, of the confirmed',
        'of the suspected',
        'natural groups',
      ],
      ablation.rows.map((row) => [
        row.without ?? 'nothing left out',
        ...row.byGroup.map((recall) => percent(recall)),
        percent(row.recall),
        percent(row.recallConfirmed),
        precision(row.confirmed),
        precision(row.suspected),
        row.references === null ? '-' : number(Math.round(row.references)),
      ]),
    ),
  ]
}

function precision({ precision: share, accounts, innocent }: Precision): string {
  return `${percent(share, 2)} (${innocent} of ${number(accounts)} wrong)`
}
