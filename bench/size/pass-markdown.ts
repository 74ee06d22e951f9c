import { gigabytes, number, table } from '../report/words.ts'
import type { Machine } from './machine.ts'
import { CAMPAIGNS_EVERY } from './multiply.ts'
import type { Multiplied, Passed } from './types.ts'

/** A pass over a store of one size. */
export interface PassFigures extends Multiplied, Passed {
  /** Bytes of the store before the pass. */
  readonly disk: number
  readonly stages: readonly { readonly name: string; readonly seconds: number }[]
  readonly seconds: number
  /** Seconds of processor time of all threads, opening the store included. */
  readonly cpu: number
  /** The most bytes resident. */
  readonly peak: number
}

/** A pass that was stopped because it took too long. */
export interface Unfinished {
  readonly requests: number
  readonly accounts: number
  /** When it was stopped, opening the store included. */
  readonly seconds: number
  /** What it was at. */
  readonly stage: string
  /** The most bytes resident until then. */
  readonly peak: number
}

/** What a run measured; `pass.json` is this. */
export interface PassMeasured {
  readonly format: 'stillwatch.pass/1'
  readonly date: string
  readonly version: string
  readonly commit: string
  readonly machine: Machine
  readonly passes: readonly PassFigures[]
  readonly unfinished?: readonly Unfinished[]
}

const loads = (averages: readonly number[]): string => averages.map((load) => load.toFixed(1)).join(' ')

/** The report of a run, for people. */
export function passMarkdown({ passes, unfinished = [], machine, ...run }: PassMeasured): string {
  const stages = [...new Set(passes.flatMap((pass) => pass.stages.map(({ name }) => name)))]
  return `${[
    '# A detection pass over stored fingerprints',
    `Written by the run itself on ${run.date} (stillwatch ${run.version}, commit ${run.commit}).
- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, ${machine.platform}, Node ${machine.node}; load average before the run ${loads(machine.load_before)}, after it ${loads(machine.load_after)}.
- Traffic: the fingerprints of one simulated fortnight, told again within the store for other customers: accounts, identities, addresses, bodies and instructions of every copy are its own, what many accounts have in common is common to all. One copy in ${CAMPAIGNS_EVERY} has its campaigns.
- Bar: 100,000,000 requests of 1,000,000 accounts in 600 s and less than 16 GB.
- Rerun: \`npm run bench:pass -- --requests ${[...passes, ...unfinished].map(({ requests }) => requests).join(',')}\``,
    table(
      [
        'requests',
        'accounts',
        'seconds',
        'of the processor',
        'a million requests',
        'most memory',
        'store',
        'candidates',
        'campaigns',
      ],
      passes.map((pass) => [
        number(pass.requests),
        number(pass.accounts),
        pass.seconds.toFixed(1),
        pass.cpu.toFixed(1),
        `${((pass.seconds / pass.requests) * 1e6).toFixed(1)} s`,
        gigabytes(pass.peak),
        gigabytes(pass.disk),
        number(pass.candidates),
        number(pass.campaigns),
      ]),
    ),
    ...unfinished.map(
      ({ requests, accounts, seconds, stage, peak }) =>
        `A pass over ${number(requests)} requests of ${number(accounts)} accounts had not ended after ${number(Math.round(seconds))} s: it was at *${stage.toLowerCase()}*, had held ${gigabytes(peak)}, and was stopped (the arrow in the plot).`,
    ),
    '## Seconds by stage',
    table(
      ['requests', ...stages.map((stage) => stage.toLowerCase())],
      passes.map((pass) => [
        number(pass.requests),
        ...stages.map((stage) => (pass.stages.find(({ name }) => name === stage)?.seconds ?? 0).toFixed(1)),
      ]),
    ),
    '![Seconds against requests, both on logarithmic axes](pass.svg)',
  ].join('\n\n')}\n`
}
