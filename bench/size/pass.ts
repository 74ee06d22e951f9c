import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gigabytes } from '../report/words.ts'
import { commitOf, findRepository } from '../repository.ts'
import { bytesIn, checkDisk } from './disk.ts'
import { machineSince } from './machine.ts'
import { type PassFigures, type PassMeasured, passMarkdown, type Unfinished } from './pass-markdown.ts'
import { passPlot } from './pass-plot.ts'
import type { Multiplied, Passed } from './types.ts'
import { type Watched, watch } from './watch.ts'

const USAGE = `npm run bench:pass -- [--requests N,N,...] [--within SECONDS] [--folder DIR] [--out DIR]

  --requests N,N  sizes of the store, in requests (default 1000000,10000000,100000000; the last takes about 30 GB of disk)
  --within S      stop a pass that takes longer, and say so (default 3600)
  --folder DIR    where to put the stores; a folder of its own is made in it and removed (default: the temporary folder)
  --out DIR       where pass.md, pass.json and pass.svg go (default: bench/)`

/** One fortnight of about 4,000 accounts, with so many requests that an account sends a hundred in the copies. */
const FORTNIGHT = 300_000
const SCALE = 1
/** Bytes of disk for a stored request, merging included. */
const BYTES_A_REQUEST = 300
const FREE_BYTES = 5e9

const repository = findRepository()
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000,10000000,100000000' },
    within: { type: 'string', default: '3600' },
    folder: { type: 'string', default: tmpdir() },
    out: { type: 'string', default: join(repository.root, 'bench') },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(USAGE)
else await bench()

async function bench(): Promise<void> {
  const sizes = values.requests.split(',').map((size) => positive(size, '--requests wants positive numbers'))
  const within = positive(values.within, '--within wants seconds')
  checkDisk(values.folder, Math.max(...sizes) * BYTES_A_REQUEST + FREE_BYTES)
  const before = loadavg()
  const folder = mkdtempSync(join(values.folder, 'stillwatch-pass-'))
  try {
    const traffic = join(folder, 'traffic')
    const read = join(folder, 'read')
    mkdirSync(traffic)
    console.log('Composing and reading one fortnight')
    await watch({ kind: 'compose', folder: traffic, requests: FORTNIGHT, scale: SCALE })
    await watch({ kind: 'read', folder: traffic, data: read, textMode: 'none' })
    const passes: PassFigures[] = []
    const unfinished: Unfinished[] = []
    for (const requests of sizes) {
      const data = join(folder, 'store')
      cpSync(read, data, { recursive: true })
      console.log(`Telling it to ${requests.toLocaleString('en')} requests`)
      const told = (await watch({ kind: 'multiply', folder: traffic, data, requests })).answer as Multiplied
      const disk = bytesIn(data)
      const run = await watch({ kind: 'pass', data }, { killAfter: within })
      if (run.answer === undefined) unfinished.push(cutShort(told, run))
      else passes.push(figuresOf(told, disk, run))
      rmSync(data, { recursive: true })
      // Each size by itself: what was measured stays if a later one fails.
      write(passes, unfinished, before)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function figuresOf(told: Multiplied, disk: number, run: Watched): PassFigures {
  const ends = [...run.steps.slice(1).map(({ at }) => at), run.seconds]
  const stages = run.steps.map(({ name, at }, i) => ({ name, seconds: ends[i] - at }))
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0)
  const cpu = Math.max(0, ...run.looks.map((look) => look.cpu))
  console.log(`  ${seconds.toFixed(0)} s, ${cpu.toFixed(0)} of the processor, ${gigabytes(run.peak)}`)
  return { ...told, ...(run.answer as Passed), disk, stages, seconds, cpu, peak: run.peak }
}

function cutShort({ requests, accounts }: Multiplied, { seconds, steps, peak }: Watched): Unfinished {
  const stage = steps.at(-1)?.name ?? 'Opening'
  console.log(`  not ended after ${seconds.toFixed(0)} s (${stage}), ${gigabytes(peak)}`)
  return { requests, accounts, seconds, stage, peak }
}

function write(
  passes: readonly PassFigures[],
  unfinished: readonly Unfinished[],
  before: readonly number[],
): void {
  const measured: PassMeasured = {
    format: 'stillwatch.pass/1',
    date: new Date().toISOString(),
    version: repository.version,
    commit: commitOf(repository),
    machine: machineSince(before),
    passes,
    unfinished,
  }
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'pass.json'), `${JSON.stringify(measured, null, 1)}\n`)
  writeFileSync(join(values.out, 'pass.md'), passMarkdown(measured))
  writeFileSync(join(values.out, 'pass.svg'), passPlot(passes, unfinished))
}

function positive(text: string, wanted: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new RangeError(`${wanted}, got ${text}`)
  return value
}
