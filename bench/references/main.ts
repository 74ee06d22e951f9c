import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { background, type Intent, measureReferences, type ReferencesFile } from '../../src/campaigns/index.ts'
import { CUES } from '../../src/models/index.ts'
import { loadWorld } from '../../src/signals/index.ts'
import { simulate, writeScenario } from '../../src/simulate/index.ts'
import { openStore } from '../../src/store/index.ts'
import { readFiles } from '../worlds/read-files.ts'
import { dataFolder } from '../worlds/run-world.ts'

/**
 * Measures the groups that innocent life makes, in campaign-free fortnights, for installations with too few of their
 * own: `npm run references -- [--corpus DIR] [--worlds N] [--scale X] [--out FILE]`. Every other world is composed by
 * grammar alone, the others of the data pack too where one is given. Only figures are written.
 */
const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: process.env.STILLWATCH_CORPUS },
    worlds: { type: 'string', default: '6' },
    scale: { type: 'string', default: '1' },
    out: { type: 'string', default: 'src/campaigns/intent/reference-groups.generated.json' },
  },
})

/** Far from the seeds of the benchmark: a world must not be judged by its own groups. */
const FIRST_SEED = 70_001
/** Ranks up to this are told apart. */
const KEPT = 0.1

async function intentsOf(seed: number, corpus: string | undefined): Promise<Intent[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-references-'))
  const store = await openStore({ dataDir: dataFolder(folder, seed) })
  try {
    const scenario = simulate({
      scenario: 'benign',
      seed,
      scale: Number(values.scale),
      ...(corpus !== undefined && { corpus }),
    })
    const files = await writeScenario(scenario, join(folder, 'traffic'))
    await readFiles(store, files)
    const world = await loadWorld(store, scenario.known)
    return [...measureReferences(world, background(world)).intents]
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function highest(intents: readonly Intent[], figure: (of: Intent) => number): number[] {
  return intents
    .map((intent) => Number(figure(intent).toPrecision(4)))
    .sort((a, b) => b - a)
    .slice(0, Math.ceil(KEPT * intents.length))
}

const intents: Intent[] = []
const worlds = Number(values.worlds)
for (let at = 0; at < worlds; at++) {
  const own = await intentsOf(FIRST_SEED + at, at % 2 === 0 ? values.corpus : undefined)
  intents.push(...own)
  process.stderr.write(`world ${at + 1} of ${worlds}: ${own.length} groups\n`)
}
const file: ReferencesFile = {
  format: 'stillwatch.references/1',
  groups: intents.length,
  content_on_instruction: highest(intents, (of) => of.template * Math.max(0, of.likeness)),
  content: highest(intents, (of) => of.likeness),
  elicitation_on_instruction: CUES.map((_, cue) => highest(intents, (of) => of.elicitedOnTemplate[cue])),
  elicitation: CUES.map((_, cue) => highest(intents, (of) => of.elicited[cue])),
  measured: {
    scenario: 'benign',
    seeds: `${FIRST_SEED} to ${FIRST_SEED + worlds - 1}`,
    scale: Number(values.scale),
    texts:
      values.corpus === undefined
        ? 'grammars'
        : 'data pack and grammars, grammars alone in every other world',
  },
}
writeFileSync(resolve(values.out), `${JSON.stringify(file)}\n`)
