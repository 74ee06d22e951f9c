import { pointsAbove, type SignalCalibration } from '../figures/calibration.ts'
import type { RealisedFdr } from '../figures/realised-fdr.ts'
import { E_LEVELS, LEVELS, type RandomGroups } from '../worlds/types.ts'
import type { Bar } from './bar.ts'
import type { Measured } from './measured.ts'
import { interval, number, percent, table } from './words.ts'

/** Distinct discoveries from which a realised rate of 5 % or 1 % is taken for measured. */
const ENOUGH = 1_000

export function calibrationBars({ calibration }: Pick<Measured, 'calibration'>): Bar[] {
  const { signals, fdr } = calibration
  return [
    {
      measure: `coordination p-values super-uniform at 0.1, 0.01, 0.001 under permutation of campaign-free worlds (${calibration.worlds} resampled)`,
      bar: 'no signal above its level',
      figure: saidOfSignals(signals),
      met: signals.every(({ tests }) => tests === 0) ? undefined : signals.every(({ fair }) => fair),
    },
    ...fdr.map(fdrBar),
  ]
}

function saidOfSignals(signals: readonly SignalCalibration[]): string {
  const unfair = signals.filter(({ fair }) => !fair).map(({ signal }) => signal)
  const points = pointsAbove(signals).map(({ signal, level }) => `${signal} at ${level}`)
  const all = signals.find(({ signal }) => signal === 'all')?.levels ?? []
  const largest = all.map(({ level, interval: around }) => `${percent(around?.upper ?? null, 2)} at ${level}`)
  return [
    unfair.length === 0
      ? 'none significantly above'
      : `above, significantly or in too few worlds to say: ${unfair.join(', ')}`,
    `point estimates above: ${points.join(', ') || 'none'}`,
    `largest shares not excluded, all together: ${largest.join(', ')}`,
  ].join('; ')
}

/** Above the level is not met; at or below it, only where the run could have told: enough discoveries, or a bound. */
function fdrBar(rate: RealisedFdr): Bar {
  const level = percent(rate.nominal, rate.inUse ? 1 : 0)
  const below = rate.realised !== null && rate.realised <= rate.nominal
  const upper = rate.interval === null ? rate.atMost : rate.interval.upper
  const told = rate.inUse ? upper <= rate.nominal : rate.discoveries >= ENOUGH
  return {
    measure: rate.inUse
      ? `realised false discovery rate at the level in use, ${level}, as detection applies it`
      : `realised false discovery rate at nominal ${level}, every test made`,
    bar: rate.inUse
      ? `<= ${level}, upper end included`
      : `<= ${level}, over >= ${number(ENOUGH)} distinct discoveries`,
    figure: `${percent(rate.realised, 2)} (${decimal(rate.decoys)} of ${decimal(rate.discoveries)} distinct); ${spread(rate)}`,
    met: rate.realised !== null && !below ? false : below && told ? true : undefined,
  }
}

function spread({ interval: around, wrong, worlds, atMost }: RealisedFdr): string {
  return around === null
    ? `${wrong} of ${worlds} worlds wrong, which excludes no more than ${percent(atMost)}`
    : `95 %: ${interval(around)}`
}

function decimal(count: number): string {
  return number(Math.round(10 * count) / 10)
}

function noInterval(share: number): string {
  return share === 0 ? 'none seen' : 'too few worlds'
}

function signalTable(signals: readonly SignalCalibration[]): string {
  return table(
    ['signal', 'tests', ...LEVELS.map((level) => `<= ${level}`), 'fair'],
    signals.map(({ signal, tests, levels, fair }) => [
      signal,
      number(tests),
      ...levels.map(
        ({ share, level, interval: around }) =>
          `${percent(share, 3)}${share > level ? ' **above**' : ''} (${around === null ? noInterval(share) : interval(around, 3)})`,
      ),
      fair ? 'yes' : '**no**',
    ]),
  )
}

export function calibrationSection({ calibration }: Pick<Measured, 'calibration'>): string[] {
  return [
    '## Calibration of the coordination tests on decoys',
    `Share of p-values at or below each level, with 99 % intervals by resampling worlds, each with all its decoys: ${calibration.worlds} campaign-free ones, which is few for an interval, and makes it too narrow. Its upper end is the largest share not excluded. Tests of up to 400 candidates a world; “customers” are the tests of whether the customers among a candidate’s members are related to each other, where firms are in it. Fair: no interval lies wholly above its level, nor a share that has no interval; **above**: the point estimate does, which chance may explain. Decoys of campaign-free worlds:`,
    signalTable(calibration.signals),
    '![calibration](calibration.svg)',
    'Decoys of worlds with campaigns are no clean trial: in strata that a pool fills, its members are dealt each other’s hours, which do keep step. No bar rests on these:',
    signalTable(calibration.besideCampaigns),
    'Realised false discovery rate: e-BH over the candidates of a world and of its decoy together; a decoy among the discoveries is false. Candidates of the world itself count as true, clumps with an innocent reason among them, since they are related. A world is judged with each of its decoys: its own discoveries count once, the decoys’ as many as one decoy has on average, so fractions appear. Discoveries are distinct candidates, which overlap: there are fewer pools than discoveries. At 5 % and 1 % every test of up to 400 candidates is made; at the level in use it is the e-values of detection itself, of candidates past the effect floor, where those that cannot be rejected at that level count as 0.',
    table(
      [
        'nominal',
        'worlds',
        'with a decoy discovered',
        'distinct discoveries',
        'decoys among them',
        'realised',
        '95 % over worlds',
        'mean share of a world',
      ],
      calibration.fdr.map((one) => [
        `${percent(one.nominal)}${one.inUse ? ', in use' : ''}`,
        one.worlds,
        one.wrong,
        decimal(one.discoveries),
        decimal(one.decoys),
        percent(one.realised, 2),
        one.interval === null ? `none; <= ${percent(one.atMost)} by worlds` : interval(one.interval),
        percent(one.perWorld, 2),
      ]),
    ),
    ...randomSection(calibration.random),
  ]
}

/** What decoys cannot show, as they deal each family out by itself and have no group that is related in part. */
function randomSection({ product, parts }: RandomGroups): string[] {
  if (product.draws === 0) return []
  return [
    `Families are multiplied as if they were independent. ${number(product.draws)} groups drawn at random from the strata of candidates, in campaign-free worlds as they are, where households share card and address:`,
    table(
      ['e-value over all families, at least', 'groups', 'share', 'allowed'],
      E_LEVELS.map((level, i) => [
        number(level),
        number(product.reached[i]),
        percent(product.reached[i] / product.draws, 3),
        percent(1 / level),
      ]),
    ),
    `Not corrected for: the part of a group that is accused is chosen by keys and tested on keys again, and q is the whole group’s. ${number(parts.crowds)} times a real team of 20 to 40 was put among 300 random accounts, as if all of them used one long instruction and wrote the same. Of eight accounts or more, mostly strangers to the team, there were ${number(parts.parts)} parts that hang together; ${number(parts.one)} of them had a family that counts, ${number(parts.two)} two or more. There what they ask for, and whether they are openly one customer, is all that stands between them and an accusation.`,
  ]
}
