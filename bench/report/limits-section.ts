import { FEWEST_ACCUSED } from '../../src/campaigns/index.ts'
import { heldOutWords } from './larger-runs.ts'
import type { Measured } from './measured.ts'
import { number, percent } from './words.ts'

type Limits = Pick<Measured, 'pack' | 'options' | 'precision' | 'replays' | 'benign' | 'seeds' | 'larger'>

/** What a reader must not take from the figures: near the top, before any of them is explained. */
export function limitsSection(measured: Limits): string[] {
  const { precision, benign, seeds } = measured
  return [
    '## What these figures cannot say',
    [
      'How the detector does on anybody’s traffic: the composer is ours, and the same people wrote detector, innocent look-alikes and attackers. An interval says how much another draw of this composer would change, not another composer.',
      `How it does where harvesters are rare: ${percent(precision.confirmed.prevalence.share)} of the active accounts of all worlds harvest. The section on accusations says what the same rates make of 1 % and 0.1 %, under an assumption.`,
      `How it does on innocent groups of ${FEWEST_ACCUSED} accounts and more, the fewest that it accuses, that are tied, ask as pools ask, and openly belong to nobody: nothing recorded tells them from a pool, and the scenario “contractors” says what becomes of them. Of the look-alikes of all other worlds those as large as pools declare themselves to be one customer or place, or have only an application in common.`,
      textLimit(measured),
      replayLimit(measured),
      `How rare the rare errors are: ${number(benign.fortnights)} campaign-free worlds with text, ${number(seeds.length)} seeds in all. None seen in so few excludes little; the bounds say how little.`,
      'How sure each item is: the part of a group that is accused is chosen by keys and tested on keys again, and the p beside an item is not corrected for that. The section on calibration says how often strangers come to it.',
      'How a well-kept simpler detector would do: the baselines are ours, untuned, and see neither known.csv nor contracts, except that no detector accuses whom these protect.',
      'Whether evidence convinces: what is checked of it is that its figures can be reproduced.',
    ]
      .map((line) => `- ${line}`)
      .join('\n'),
  ]
}

function textLimit({ pack, options, larger }: Limits): string {
  const said = 'How the cue models do on text unlike any that they learnt from:'
  if (options.corpus === undefined) {
    return `${said} all text here is composed by our own grammars.`
  }
  const part =
    pack === null
      ? 'a part of the data pack’s benign prompts comes'
      : `${number(pack.ofTrained)} of the data pack’s ${number(pack.benign)} benign prompts come`
  const learnt = pack === null ? '' : `, at most ${number(pack.learntAtMost)} of them,`
  return `${said} ${part} from corpora of which some prompts${learnt} were counter-examples in training, so innocents look more innocent here than they would elsewhere. ${heldOutWords(larger)}`.trimEnd()
}

function replayLimit({ replays }: Limits): string {
  const said = 'What detection sees while a campaign runs: every figure is one look at a finished fortnight'
  const strides = replays.map(({ scenario, every }) => `${scenario} every ${every} h`)
  return strides.length === 0
    ? `${said}; hourly operation was not run.`
    : `${said}, but for the replays’ (${strides.join(', ')}, each pass with earlier records alone).`
}
