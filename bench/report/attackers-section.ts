import type { Measured } from './measured.ts'
import { number, percent, table } from './words.ts'

export function attackersSection({ attackers }: Measured): string[] {
  if (attackers.length === 0) return []
  return [
    '## Attackers who know the detector',
    'Apart from the classes of the bars. Innocent accounts accused in these worlds count in the precision above, and stand in the tables below.',
    table(
      [
        'attacker',
        'what it does',
        'wanted',
        'campaigns',
        'accounts',
        'recall',
        'of it confirmed',
        'missed whole',
        'innocents confirmed',
        'innocents suspected',
        'who they are',
      ],
      attackers.map((one) => [
        one.scenario,
        one.plays,
        one.wanted,
        one.campaigns,
        number(one.accounts),
        percent(one.campaigns > 0 ? one.recall : null),
        percent(one.campaigns > 0 ? one.recall_confirmed : null),
        one.missed,
        one.innocent.confirmed,
        one.innocent.suspected,
        Object.entries(one.kinds)
          .map(([kind, count]) => `${count} ${kind}`)
          .join(', ') || '-',
      ]),
    ),
  ]
}
