import type { PackRows } from '../pack.ts'
import { number, percent, table } from '../report/words.ts'
import type { Machine } from '../size/machine.ts'
import type { Side } from './figures.ts'

/** What a run measured; `held-out.json` is this. */
export interface HeldOutMeasured {
  readonly format: 'stillwatch.held-out/1'
  readonly date: string
  readonly version: string
  readonly commit: string
  readonly machine: Machine
  readonly scale: number
  /** Arguments that give the same worlds again, the pack's folder aside. */
  readonly rerun: string
  /** Corpora that the cue models learnt from. */
  readonly leftOut: readonly string[]
  /** Benign prompts of both packs; null where the catalogue does not count them. */
  readonly rows: { readonly whole: PackRows | null; readonly heldOut: PackRows | null }
  readonly whole: Side
  readonly heldOut: Side
  readonly failures: readonly string[]
}

/** The report on the same worlds with and without the corpora that were learnt from. */
export function heldOutMarkdown(measured: HeldOutMeasured): string {
  const { whole, heldOut, rows, machine, failures } = measured
  const prompts = (side: PackRows | null): string => (side === null ? '-' : number(side.benign))
  const share = (side: Side, verdict: 'confirmed' | 'suspected'): string => {
    const { precision, innocent, accounts } = side.precision[verdict]
    return `${percent(precision, 2)} (${innocent} of ${number(accounts)} wrong)`
  }
  const groups = ({ benign }: Side): string =>
    `${benign.groups.confirmed} confirmed, ${benign.groups.suspected} suspected, ${benign.groups.watch} watch`
  return `${[
    '# On corpora that nothing was learnt from',
    `Written by the run itself on ${measured.date} (stillwatch ${measured.version}, commit ${measured.commit}).
- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, ${machine.platform}, Node ${machine.node}.
- The same ${number(whole.worlds)} worlds twice: with texts of the whole data pack, and without the corpora of which prompts were counter-examples when the cue models were trained (${measured.leftOut.join(', ')}). Campaigns and look-alikes are drawn alike; suites that were left out are composed by grammar.
- Innocent people then draw from fewer prompts, so they send the same one more often than real people would.
- Rerun: \`npm run bench:held-out -- ${measured.rerun} --corpus DIR\``,
    table(
      ['', 'whole pack', 'without corpora learnt from'],
      [
        ['benign prompts', prompts(rows.whole), prompts(rows.heldOut)],
        ...whole.recall.map(({ title, campaigns }, at) => [
          `recall of ${title}; campaigns: ${campaigns}`,
          recallOf(whole, at),
          recallOf(heldOut, at),
        ]),
        ['confirmed accounts that harvest', share(whole, 'confirmed'), share(heldOut, 'confirmed')],
        ['suspected accounts that harvest', share(whole, 'suspected'), share(heldOut, 'suspected')],
        [`groups in ${whole.benign.fortnights} campaign-free fortnights`, groups(whole), groups(heldOut)],
      ],
    ),
    ...(failures.length === 0 ? [] : ['Worlds that failed, and are in neither column:', failures.join('\n')]),
  ].join('\n\n')}\n`
}

function recallOf({ recall }: Side, at: number): string {
  return `${percent(recall[at].recall)}, ${percent(recall[at].confirmed)} confirmed`
}
