import { type FairnessRate, GRADES, MOST } from '../figures/fairness.ts'
import { FEWEST_CLUSTERS } from '../figures/resample.ts'
import type { Bar } from './bar.ts'
import type { Measured } from './measured.ts'
import { interval, number, percent, table } from './words.ts'

export function fairnessBars({
  fairness,
  countriesIgnored,
}: Pick<Measured, 'fairness' | 'countriesIgnored'>): Bar[] {
  const cells = fairness.rows.flatMap(({ people, rates }) =>
    rates.map((rate, i) => ({ ...rate, what: `${people} (${GRADES[i]})` })),
  )
  const above = cells.filter(({ said }) => said === 'above')
  const weak = cells.filter(({ said }) => said === 'no power').length
  return [
    {
      measure: `innocent accounts named: no language, no kind of network above ${MOST} times the rest, chance aside`,
      bar: 'none',
      figure: [
        above.length === 0 ? 'none above' : `above: ${above.map(({ what }) => what).join(', ')}`,
        `no power to see ${MOST} in ${weak} of ${cells.length}`,
      ].join('; '),
      met: above.length > 0 ? false : cells.length > 0 && weak === 0 ? true : undefined,
    },
    {
      measure:
        'verdicts unchanged when country names are exchanged one for one (guaranteed by intake, which keeps only whether card and bill agree)',
      bar: 'unchanged',
      figure: countriesIgnored === null ? 'not run' : countriesIgnored ? 'unchanged' : 'changed',
      met: countriesIgnored ?? undefined,
    },
  ]
}

export function fairnessSection({
  fairness,
  countriesIgnored,
  accused,
}: Pick<Measured, 'fairness' | 'countriesIgnored' | 'accused'>): string[] {
  const { rows, groups } = fairness
  return [
    '## Fairness',
    `Innocent accounts named as core members, their rate (95 % by resampling worlds, where ${FEWEST_CLUSTERS} or more have such people named: with few, too narrow), and the rate over everybody else’s. People are named in groups: ${GRADES.map((grade, i) => `${groups[i]} ${grade}`).join(', ')} with innocents in them are the whole sample. Chance is what remains when each named group is exchanged for a look-alike group, a household or a single account of the same world, drawn in proportion to its accounts. **Above**: more than ${MOST} times the rest with p at most 5 % over the number of kinds of people. “Seen above” is the smallest ratio beyond which this run could have called it so; where that is more than ${MOST}, there is no power, and nothing is said for fairness.`,
    table(
      ['people', 'innocent accounts', ...GRADES],
      rows.map(({ people, accounts, rates }) => [people, number(accounts), ...rates.map(cell)]),
    ),
    whoTheyAre(accused),
    'Drawn fortnights are not in it: they keep what a named group is, not who its people are.',
    countriesIgnored === null
      ? ''
      : `Country names exchanged one for one among accounts: what is said about campaigns is ${countriesIgnored ? 'the same to the last byte' : '**different**'} (dates of the run aside). That is guaranteed rather than measured: of countries, intake keeps only whether those of card and bill agree, and the exchange keeps that. It says nothing of accounts whose card is from elsewhere.`,
  ]
}

/** Kinds of look-alikes have languages and networks of their own: which kinds are named decides most of the table. */
function whoTheyAre(accused: Measured['accused']): string {
  const parts = GRADES.flatMap((grade) => {
    const all = accused.reduce((sum, { named }) => sum + named[grade], 0)
    const [first] = accused.toSorted((a, b) => b.named[grade] - a.named[grade])
    if (first === undefined || all === 0) return []
    return [
      `${percent(first.named[grade] / all, 0)} of the ${number(all)} ${grade} are of one kind, ${first.kind}`,
    ]
  })
  if (parts.length === 0) return ''
  return `The composer’s kinds of look-alikes differ in language and network (fleets are firms with servers of their own, of which more than half work in English), and which kinds are named is in the section on innocents: ${parts.join('; ')}. The table compares people, not people of one kind.`
}

function cell({ named, rate, interval: around, ratio, p, detectable, said }: FairnessRate): string {
  if (ratio === null || p === null || detectable === null) return `${named}: no power`
  const word = said === 'above' ? '**above**' : said
  const spread = around === null ? '' : ` (${interval(around)})`
  return `${named}: ${percent(rate, 2)}${spread}, ${times(ratio)}, p = ${p.toPrecision(2)}, ${seenAbove(detectable)}: ${word}`
}

function times(ratio: number): string {
  return Number.isFinite(ratio) ? `${ratio.toFixed(2)}x` : 'nobody else'
}

function seenAbove(detectable: number): string {
  return Number.isFinite(detectable) ? `seen above ${detectable.toFixed(2)}x` : 'no ratio seen'
}
