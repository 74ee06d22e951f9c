import { expect, test } from 'vitest'
import { measureAblation } from '../figures/ablation.ts'
import { measureAttackers } from '../figures/attackers.ts'
import { measureCalibration } from '../figures/calibration.ts'
import { measureCrowd } from '../figures/crowd.ts'
import { measureExplanations } from '../figures/explanations.ts'
import { measureFairness } from '../figures/fairness.ts'
import { measureBenign, measureDecoys, whoWasAccused } from '../figures/innocents.ts'
import { precisionFigures } from '../figures/precision.ts'
import { measureQuality } from '../figures/quality.ts'
import { compare } from '../figures/side-by-side.ts'
import { emptyWorld } from '../figures/testing.ts'
import { readOptions } from '../options.ts'
import type { WorldResult } from '../worlds/types.ts'
import { renderMarkdown, timeTaken } from './markdown.ts'
import type { Measured } from './measured.ts'

test('a run that took answers of earlier runs says how many, and what they had cost', () => {
  expect(timeTaken({ seconds: 600, earlier: { answers: 0, seconds: 0 } })).toBe('The run took 10 min.')
  expect(timeTaken({ seconds: 600, earlier: { answers: 12, seconds: 1_230 } })).toBe(
    'The run took 10 min and went on with 12 answers of earlier runs of this commit, which had cost 21 min, one after the other.',
  )
})

/** What a run measures of these worlds, all of the kind `plain`, and nothing else. */
function measuredOf(worlds: readonly WorldResult[]): Measured {
  return {
    format: 'stillwatch.bench/1',
    date: '2026-01-01T00:00:00.000Z',
    version: '0.0.0',
    commit: 'abc1234',
    machine: {
      cpu: 'cpu',
      cores: 2,
      memory_gb: 8,
      node: '20',
      platform: 'Linux',
      engine: '1',
      load_before: [0, 0, 0],
      load_before_speed: [0, 0, 0],
    },
    options: readOptions(['--no-corpus'], '.'),
    pack: null,
    seeds: [1],
    seconds: 60,
    earlier: { answers: 0, seconds: 0 },
    failures: [],
    quality: measureQuality(worlds),
    otherTactics: measureQuality([]),
    crowds: { usual: measureCrowd(worlds), crowded: measureCrowd(worlds) },
    attackers: measureAttackers(worlds),
    precision: {
      confirmed: precisionFigures(worlds, 'confirmed'),
      suspected: precisionFigures(worlds, 'suspected'),
    },
    benign: measureBenign([]),
    replayedArrivals: measureBenign([]),
    decoys: measureDecoys(worlds),
    calibration: measureCalibration(worlds),
    accused: whoWasAccused(worlds),
    explanations: measureExplanations(worlds),
    fairness: measureFairness(worlds),
    countriesIgnored: null,
    ablation: measureAblation(worlds),
    sideBySide: compare([], worlds),
    speed: null,
    larger: { scan: null, pass: null, labelled: null, heldOut: null },
    replays: [],
    fortnights: null,
    worlds,
  }
}

test.each([
  ['no world at all', []],
  ['a world in which nothing was found', [emptyWorld()]],
])('%s makes a report too, which claims nothing', (_, worlds) => {
  const text = renderMarkdown(measuredOf(worlds))
  expect(text).not.toMatch(/NaN|undefined|Infinity/)
  expect(text.indexOf('## What these figures cannot say')).toBeLessThan(text.indexOf('## The bars'))
  const quality = /accounts in|realised|innocent accounts named: no|recall of/
  const claimed = text.split('\n').filter((line) => line.startsWith('| ') && line.endsWith('| met |'))
  expect(claimed.filter((line) => quality.test(line))).toEqual([])
})
