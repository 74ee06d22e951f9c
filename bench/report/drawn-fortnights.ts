import type { FortnightFigures } from '../figures/fortnights.ts'
import type { Bar } from './bar.ts'
import type { Measured } from './measured.ts'
import { number, percent, table } from './words.ts'

export function fortnightsBar({ fortnights }: Pick<Measured, 'fortnights'>): Bar {
  const bar = '0 confirmed groups'
  const measure = `benign-only fortnights at fingerprint level (${fortnights?.fortnights ?? 0} run, 300 wanted)`
  if (fortnights === null)
    return { measure, bar, figure: 'not run (--fingerprint-fortnights)', met: undefined }
  const { groups, hit, perFortnight, perPopulation, populations } = fortnights
  return {
    measure,
    bar,
    figure: `${groups.confirmed} confirmed in ${hit.confirmed} fortnights, ${groups.suspected} suspected, ${groups.watch} watch; at most ${percent(perFortnight.upper)} of fortnights confirmed if they are independent, ${percent(perPopulation.upper)} if only their ${populations} source populations are (95 %)`,
    met: groups.confirmed > 0 ? false : fortnights.fortnights >= 300 ? true : undefined,
  }
}

export function drawnFortnights(figures: FortnightFigures): string {
  const { accused, accounts, perPopulation, populations, seconds, usualCandidates } = figures
  return [
    `Drawn fortnights (${number(Math.round(accounts))} accounts each, ${seconds.toFixed(1)} s) take whole look-alike groups, households and accounts from populations composed with text in one place, without replacement: what they have in common by chance is new in each, the groups themselves are not. Candidate groups of one: ${usualCandidates.drawn.toFixed(0)} on average, of a composed population ${usualCandidates.composed.toFixed(0)}. The bound takes them as independent; were only the ${populations} populations so, it would be ${percent(perPopulation.upper)}.`,
    ...(accused.length === 0
      ? []
      : [
          table(
            ['accused', 'fortnights', 'who they are', 'intent rank'],
            accused.map(({ verdict, times, kinds, rank }) => [
              verdict,
              times,
              Object.entries(kinds)
                .map(([kind, count]) => `${count} ${kind}`)
                .join(', '),
              rank,
            ]),
          ),
        ]),
  ].join('\n\n')
}
