import type { Crowd } from '../figures/crowd.ts'
import type { Measured } from './measured.ts'
import { number, percent, table } from './words.ts'

/** What recall owes to how common look-alikes are: a rank among innocents is about how many of them ask as much. */
export function crowdSection({ crowds, options }: Pick<Measured, 'crowds' | 'options'>): string[] {
  if (crowds === null) return []
  const { usual, crowded } = crowds
  const row = (name: string, one: Crowd) => [
    name,
    one.worlds,
    number(Math.round(one.accounts)),
    percent(one.lookalikes),
    number(Math.round(one.references)),
    percent(one.recall),
    percent(one.recall_confirmed),
    `${number(one.innocent)} of ${number(one.accused)}`,
  ]
  return [
    '## How common look-alikes are',
    `Every world has the same look-alikes, some 120 customers and groups of them, beside ordinary people. A verdict asks that hardly any innocent group asks for as much (rank at most 0.005), so it depends on their share what can be found. The first worlds called “mixed”, with ${options.ordinary} times the simulator’s ordinary people, as all worlds of this report, and once more with no more than the simulator’s own; their look-alikes and campaigns are the same:`,
    table(
      [
        'ordinary people',
        'worlds',
        'accounts',
        'look-alikes among the innocent',
        'natural groups',
        'recall',
        'of it confirmed',
        'innocent among the accused',
      ],
      [row(`× ${options.ordinary}`, usual), row('× 1', crowded)],
    ),
  ]
}
