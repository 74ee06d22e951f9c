import { FEWEST_ACCUSED } from '../../src/campaigns/index.ts'
import { RATES } from '../figures/side-by-side.ts'
import { number, percent, table } from '../report/words.ts'
import type { LabelledMeasured } from './measured.ts'
import type { LabelledCampaign } from './run.ts'

/** The report on one labelled set. */
export function labelledMarkdown(measured: LabelledMeasured): string {
  const { title, date, version, commit, machine, requests, unreadable, accounts, innocent, hours } = measured
  const { detectors, budget, generous } = measured.sideBySide
  const [own, ...baselines] = detectors
  return `${[
    `# On a labelled set: ${title}`,
    `Written by the run itself on ${date} (stillwatch ${version}, commit ${commit}).
- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, Node ${machine.node}.
- Set: ${number(requests)} requests${unreadable > 0 ? ` (and ${number(unreadable)} rows that could not be read)` : ''} of ${number(accounts)} accounts within ${span(hours)}; ${number(innocent)} accounts bear no label and count as innocent.
- Labels say what whoever wrote them knows. Accounts without one that harvest all the same count here as innocents accused.`,
    '## The campaigns',
    'Found: the share of the accounts that are core in confirmed or suspected groups. Cleared by: what cleared groups that had half of the accounts or more.',
    table(
      ['campaign', 'accounts', 'requests', 'found', 'confirmed', 'verdict', 'cleared by'],
      measured.campaigns.map((one) => [
        one.id,
        number(one.accounts),
        number(one.requests),
        percent(one.recall),
        percent(one.recall_confirmed),
        one.verdict ?? '-',
        becameOf(one),
      ]),
    ),
    '## Beside simpler detectors',
    `Each baseline gets the lowest bound that accuses no more than ${budget} of the ${number(innocent)} innocent accounts of the set${generous ? ' (half a per cent: Stillwatch accused none)' : ', as many as Stillwatch accused'}: they are given the truth about the innocent, which nobody has. Accounts under contract, or vouched for, are accused by nobody. AUC: how well the score ranks harvesters above the others, whatever the bound.`,
    table(
      [
        'detector',
        'innocents accused',
        'AUC',
        'recall',
        ...RATES.map((rate) => `recall, ${percent(rate)} accused`),
      ],
      [own, ...baselines].map((one) => [
        one.title,
        one.accusedBenign,
        one.auc === null ? '-' : one.auc.toFixed(3),
        percent(one.recall),
        ...(one.recallAt ?? RATES.map(() => null)).map((recall) => percent(recall)),
      ]),
    ),
    baselines
      .map(({ title: name, source, bound }) => `- ${name}: accused above ${bound ?? '-'}. ${source}`)
      .join('\n'),
  ].join('\n\n')}\n`
}

function span(hours: number): string {
  if (hours >= 48) return `${number(Math.round(hours / 24))} days`
  return hours >= 2 ? `${number(Math.round(hours))} hours` : `${number(Math.ceil(hours * 3_600))} s`
}

function becameOf({ accounts, verdict, cleared_by: reasons }: LabelledCampaign): string {
  if (verdict !== null) return ''
  if (accounts < FEWEST_ACCUSED) return `fewer than ${FEWEST_ACCUSED} accounts: never accused`
  return reasons.length > 0 ? reasons.join(', ') : 'no group of them came near'
}
