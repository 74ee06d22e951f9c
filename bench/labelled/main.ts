import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { StillwatchError } from '../../src/errors/index.ts'
import { fieldMapOf } from '../../src/readers/index.ts'
import { commitOf, findRepository } from '../repository.ts'
import { machineSince } from '../size/machine.ts'
import { labelledMarkdown } from './markdown.ts'
import type { LabelledMeasured } from './measured.ts'
import { runLabelled } from './run.ts'

const USAGE = `npm run bench:labelled -- FILE... [options]

How detection and the baselines do on a log of which somebody says who harvested. All of it is held in memory.

  FILE...          logs as for stillwatch scan, with whole requests
  --label NAME     the column that names a row's campaign, empty for none (default campaign_label)
  --labels FILE    where the labels stand, if not in the logs: a table with account_id and that column
  --map FIELD=PATH where a field stands in the logs
  --accounts FILE, --networks FILE, --known FILE, --releases FILE
                   as for stillwatch scan
  --title WORDS    what the set is, for the report (default: the first file's name)
  --out DIR        where labelled.md and labelled.json go (default: bench/)

Glasswally's set: git clone https://github.com/m0rs3c0d3/Glasswally, then
npm run bench:labelled -- Glasswally/datasets/labeled_5k.jsonl --title "Glasswally, labeled_5k"`

const repository = findRepository()

try {
  await bench()
} catch (error) {
  if (!(error instanceof StillwatchError || error instanceof RangeError)) throw error
  console.error(`error ${error.message}`)
  console.error(error instanceof StillwatchError ? error.advice : 'See npm run bench:labelled -- --help')
  process.exitCode = 2
}

async function bench(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      label: { type: 'string', default: 'campaign_label' },
      labels: { type: 'string' },
      map: { type: 'string', multiple: true, default: [] },
      accounts: { type: 'string' },
      networks: { type: 'string' },
      known: { type: 'string' },
      releases: { type: 'string' },
      title: { type: 'string' },
      out: { type: 'string', default: join(repository.root, 'bench') },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(USAGE)
  if (positionals.length === 0) throw new RangeError('no log is named')
  const before = loadavg()
  const { accounts, networks, known, releases } = values
  const found = await runLabelled({
    files: positionals,
    labels: values.labels,
    label: values.label,
    ...(values.map.length > 0 && { map: fieldMapOf(values.map) }),
    ...(accounts !== undefined && { accounts }),
    ...(networks !== undefined && { networks }),
    ...(known !== undefined && { known }),
    ...(releases !== undefined && { releases }),
  })
  const measured: LabelledMeasured = {
    format: 'stillwatch.labelled/1',
    date: new Date().toISOString(),
    version: repository.version,
    commit: commitOf(repository),
    machine: machineSince(before),
    title: values.title ?? basename(positionals[0]),
    ...found,
  }
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'labelled.json'), `${JSON.stringify(measured, null, 1)}\n`)
  const path = join(values.out, 'labelled.md')
  writeFileSync(path, labelledMarkdown(measured))
  console.log(`Written: ${path}, labelled.json`)
}
