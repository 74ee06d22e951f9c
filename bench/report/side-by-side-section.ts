import { RATES } from '../figures/side-by-side.ts'
import { labelledWords } from './larger-runs.ts'
import type { Measured } from './measured.ts'
import { number, percent, table } from './words.ts'

export function sideBySideSection({ sideBySide, larger }: Pick<Measured, 'sideBySide' | 'larger'>): string[] {
  const { detectors, budget, benignAccounts, worlds, generous } = sideBySide
  const classes = Object.keys(detectors[0]?.byClass ?? {})
  const [own, ...baselines] = detectors
  return [
    '## Beside simpler detectors',
    `On ${number(worlds.benign)} of the campaign-free worlds and ${number(worlds.campaigns)} of those with campaigns, the first of each scenario. Each baseline gets the lowest bound that accuses no more than ${budget} of the ${number(benignAccounts)} innocent accounts of these campaign-free worlds${generous ? ' (half a per cent: Stillwatch accused nobody there)' : ', as many as Stillwatch accused there'}; equal scores are taken in the order of a hash of the account, so that the budget is used up where so many have a score. Accounts under contract, or vouched for in known.csv, are accused by nobody: Stillwatch may not, and baselines are given the same exemption. AUC: how well the score ranks harvesters above innocent accounts in the worlds with campaigns, whatever the bound. The baselines are ours, after their papers, with one setting each that was not tuned to these worlds; Stillwatch was developed on this composer.`,
    table(
      [
        'detector',
        'innocents accused, benign worlds',
        'innocents accused, other worlds',
        'AUC',
        'recall',
        ...classes,
      ],
      detectors.map((one) => [
        one.title,
        one.accusedBenign,
        percent(one.falseRate, 2),
        one.auc === null ? '-' : one.auc.toFixed(3),
        percent(one.recall),
        ...classes.map((name) => percent(one.byClass[name] ?? 0, 0)),
      ]),
    ),
    `Recall with other shares of the innocent accounts of campaign-free worlds accused. Stillwatch gives verdicts and has one point: ${percent(own.accusedBenign / Math.max(1, benignAccounts), 2)} accused there, recall ${percent(own.recall)}.`,
    table(
      ['detector', ...RATES.map((rate) => `${percent(rate)} accused`)],
      baselines.map(({ title, recallAt }) => [title, ...(recallAt ?? []).map((recall) => percent(recall))]),
    ),
    baselines
      .map(({ title, source, bound }) => `- ${title}: accused above ${bound ?? '-'}. ${source}`)
      .join('\n'),
    labelledWords(larger),
  ]
}
