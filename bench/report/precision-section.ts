import type { PrecisionFigures, Share } from '../figures/precision.ts'
import { FEWEST_CLUSTERS } from '../figures/resample.ts'
import type { Bar } from './bar.ts'
import type { Measured } from './measured.ts'
import { interval, number, percent, table } from './words.ts'

const TOO_FEW = `fewer than ${FEWEST_CLUSTERS} worlds to draw from`

/** The verdict is the pooled share's; that its interval reaches below the bar is said beside it. */
export function precisionBar(verdict: string, figures: PrecisionFigures, wanted: number): Bar {
  const { accounts, innocent, precision, prevalence } = figures
  const open = figures.interval !== null && precision !== null && figures.interval.lower < wanted
  return {
    measure: `accounts in ${verdict} campaigns that are truly in one (all worlds pooled, campaign-free ones included; ${percent(prevalence.share)} of active accounts harvest)`,
    bar: `>= ${percent(wanted, 1)}`,
    figure: [
      `${percent(precision, 2)} (${innocent} of ${number(accounts)} wrong), ${spread(figures)}`,
      ...(open && precision >= wanted ? ['the interval reaches below the bar'] : []),
    ].join('; '),
    met: precision === null ? undefined : precision >= wanted,
  }
}

export function precisionSection({ precision }: Pick<Measured, 'precision'>): string[] {
  const verdicts = Object.entries(precision)
  return [
    '## How far an accusation can be trusted',
    'Over all worlds, campaign-free ones and those of attackers included; intervals are 95 %, by resampling whole worlds. They carry over to other worlds of this composer, not to other traffic.',
    table(
      ['', ...verdicts.map(([verdict]) => verdict)],
      [
        ['accused accounts that harvest', ...verdicts.map(([, one]) => accountsOf(one))],
        [
          'accused groups of which at least half harvest',
          ...verdicts.map(([, { groups }]) => shareOf(groups)),
        ],
        ['harvesters among active accounts', ...verdicts.map(([, one]) => shareOf(one.prevalence))],
        ['harvesters with this verdict', ...verdicts.map(([, one]) => percent(one.recall))],
        ['innocent accounts with this verdict', ...verdicts.map(([, one]) => percent(one.falseRate, 4))],
        [
          'worlds with an innocent account accused',
          ...verdicts.map(
            ([, { worlds }]) =>
              `${worlds.wrong} of ${worlds.all} (at most ${percent(worlds.atMost)}, worlds taken as independent)`,
          ),
        ],
      ],
    ),
    ...verdicts.map(([verdict, one]) => rarerSentence(verdict, one)),
  ]
}

function accountsOf(figures: PrecisionFigures): string {
  return `${percent(figures.precision, 2)} of ${number(figures.accounts)} (${spread(figures)})`
}

function spread({ interval: around, innocent, accounts }: PrecisionFigures): string {
  if (accounts === 0) return 'nobody accused'
  if (innocent === 0) return 'no interval: nobody was wrong in any world'
  return around === null ? `no interval: ${TOO_FEW}` : `95 %: ${interval(around)}`
}

function shareOf({ of, all, share, interval: around }: Share): string {
  if (all === 0) return '-'
  if (of === all) return `${of} of ${all} (no interval: the same in every world)`
  return `${percent(share)} of ${number(all)} (${around === null ? TOO_FEW : interval(around, 1)})`
}

/** Our worlds hold many harvesters, a provider's traffic few: the same rates then make for another precision. */
function rarerSentence(verdict: string, { rarer, prevalence }: PrecisionFigures): string {
  if (rarer.length === 0) {
    return `Of ${verdict} verdicts no precision at other prevalences can be worked out: no innocent account, or no harvester, had one.`
  }
  const said = rarer.map(
    (one) =>
      `${percent(one.precision)}${one.interval === null ? '' : ` (${interval(one.interval, 1)})`} were ${percent(one.prevalence)} of accounts harvesters`,
  )
  return `The ${verdict} rates of the table would make for a precision of ${said.join(', and of ')}, in place of ${percent(prevalence.share)} here: Bayes’ rule, under the assumption that harvesters and innocents are accused as often whatever the prevalence. Innocents accused beside a pool would be fewer where pools are fewer, groups of innocents alone would not.`
}
