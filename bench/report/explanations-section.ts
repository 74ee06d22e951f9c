import type { ExplanationFigures } from '../figures/explanations.ts'
import type { Measured } from './measured.ts'
import { number, percent, table } from './words.ts'

export function explanationsSection({ explanations }: Pick<Measured, 'explanations'>): string[] {
  const { checked, failed, watched, nearest, nearMisses } = explanations
  const part = (of: number, groups: number): string =>
    groups === 0 ? '-' : `${of} of ${groups} (${percent(of / groups, 0)})`
  return [
    '## Whether stated figures can be reproduced, and innocent groups are explained',
    `Reproducibility: up to 20 evidence items of each world, chosen by seed: each printed query is run again on the store after tidying up, and must say what the item says, to the letter. The query is rendered by the code that stated the figure, and read by it, so this shows that what evidence rests on is still in the store, not that the figure means what is said. ${number(checked - failed.length)} of ${number(checked)} evidence queries returned their figure.`,
    failed.length === 0
      ? ''
      : table(
          ['world', 'campaign', 'signal', 'stated', 'returned'],
          failed.map((one) => [one.world, one.campaign, one.signal, one.stated, one.returned]),
        ),
    'Innocent groups that came near: does the result say why they are not accused? A group is watched and no more because it is openly one customer or place. The nearest innocent groups stand beside every accused one; that a group goes as far in what it asks for, or is smaller, counts as no reason. Every other sentence counts as one, whatever it says: that it was given is counted, not that it is a good one.',
    table(
      ['groups', 'said', 'where'],
      [
        [
          'watched',
          part(watched.in_evidence, watched.groups),
          'an innocent explanation of the coordination evidence that is not excluded',
        ],
        ['watched', part(watched.in_comparison, watched.groups), '“declares itself to be one customer”'],
        ['watched', part(watched.groups - watched.unexplained.length, watched.groups), 'either of the two'],
        ['shown beside an accused one', part(nearest.told_apart, nearest.groups), 'what sets it apart'],
      ],
    ),
    nearMisses.length === 0
      ? ''
      : `Look-alikes that came near: they ask for enough to be looked at, and chance does not explain what ties them. ${statedReasons(nearMisses)} A reason is stated where at least half of the accounts are on watch or linked to a finding without being accused, or stand in groups that the result lists with what cleared them.`,
    nearMisses.length === 0
      ? ''
      : table(
          [
            'look-alike',
            'came near',
            'watched',
            'linked',
            'cleared',
            'accused',
            'nothing said',
            'what cleared them',
          ],
          nearMisses.map((one) => [
            one.kind,
            one.groups,
            one.watched,
            one.linked,
            one.cleared,
            one.accused,
            one.unnamed,
            reasonsOf(one),
          ]),
        ),
    watched.unexplained.length === 0
      ? ''
      : `Watched without a reason:\n\n${watched.unexplained.map(({ world, summary }) => `- ${world}: ${summary}`).join('\n')}`,
  ]
}

function statedReasons(misses: ExplanationFigures['nearMisses']): string {
  const total = (count: (one: ExplanationFigures['nearMisses'][number]) => number): number =>
    misses.reduce((sum, one) => sum + count(one), 0)
  const [all, said] = [
    total(({ groups }) => groups),
    total(({ watched, linked, cleared }) => watched + linked + cleared),
  ]
  return `Of ${said} of ${all} (${percent(said / all, 0)}) the result states why they are not accused.`
}

function reasonsOf({ reasons }: ExplanationFigures['nearMisses'][number]): string {
  const often = Object.entries(reasons).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return often.map(([reason, times]) => `${reason} (${times})`).join(', ') || '-'
}
