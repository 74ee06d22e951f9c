import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { TEXT_MODES } from '../../src/intake/index.ts'
import { gigabytes } from '../report/words.ts'
import { commitOf, findRepository } from '../repository.ts'
import { bytesIn, checkDisk } from './disk.ts'
import { machineSince } from './machine.ts'
import { sizeMarkdown } from './markdown.ts'
import type { KillFigures, ModeFigures, ScanFigures, SizeMeasured } from './measured.ts'
import type { BySql, Composed, Held, Scanned } from './types.ts'
import { type Look, type Watched, watch } from './watch.ts'

const USAGE = `npm run bench:size -- [--requests N] [--runs N] [--scale X] [--scan-only] [--folder DIR] [--out DIR]

  --requests N   how many requests to scan (default 1,000,000; 10,000,000 take about 40 GB of disk for a while)
  --runs N       scans, of which the median counts (default 3)
  --scale X      size of the fortnight that is told again and again; 1 is about 3,000 accounts (default 1.3)
  --scan-only    leave out the text modes and the killed scan
  --folder DIR   where to put the traffic; a folder of its own is made in it and removed (default: the temporary folder)
  --out DIR      where size.md and size.json go, size-10m.md and size-10m.json from 10,000,000 requests on (default: bench/)`

/** The text modes and the killed scan are measured on so many requests at most. */
const PART = 1_000_000
/** From so many requests on a run has files of its own beside those of the usual one. */
const LARGE = 10_000_000
/** Bytes of disk for a request, traffic and store, at the most. */
const BYTES_A_REQUEST = 3_500
const FREE_BYTES = 5e9

const repository = findRepository()
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    scale: { type: 'string', default: '1.3' },
    'scan-only': { type: 'boolean', default: false },
    folder: { type: 'string', default: tmpdir() },
    out: { type: 'string', default: join(repository.root, 'bench') },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(USAGE)
else await bench()

async function bench(): Promise<void> {
  const requests = positive('requests', values.requests)
  const runs = positive('runs', values.runs)
  const scale = positive('scale', values.scale)
  checkDisk(values.folder, requests * BYTES_A_REQUEST + FREE_BYTES)
  const before = loadavg()
  const folder = mkdtempSync(join(values.folder, 'stillwatch-size-'))
  try {
    const traffic = await composed(join(folder, 'whole'), requests, scale)
    const count = (
      await watch({ kind: 'count', folder: join(folder, 'whole'), data: join(folder, 'count'), runs })
    ).answer as number[]
    const scans: ScanFigures[] = []
    const sql: number[] = []
    for (let run = 1; run <= runs; run++) {
      console.log(`Scan ${run} of ${runs}`)
      scans.push(await measureScan(join(folder, 'whole'), join(folder, `scan-${run}`), traffic.requests))
      sql.push(await measureSql(join(folder, 'whole'), join(folder, `sql-${run}`)))
    }
    let part = traffic
    let modes: ModeFigures[] = []
    let killed: KillFigures | null = null
    if (!values['scan-only']) {
      const small = traffic.requests > PART
      if (small) rmSync(join(folder, 'whole'), { recursive: true })
      const source = join(folder, small ? 'part' : 'whole')
      if (small) part = await composed(source, PART, scale)
      modes = await measureModes(source, folder)
      killed = await measureKill(source, join(folder, 'killed'), part.requests)
    }
    write({ traffic, count, sql, scans, part, modes, killed }, before)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function composed(folder: string, requests: number, scale: number): Promise<Composed> {
  console.log(`Composing ${requests.toLocaleString('en')} requests`)
  mkdirSync(folder, { recursive: true })
  return (await watch({ kind: 'compose', folder, requests, scale })).answer as Composed
}

async function measureScan(folder: string, data: string, requests: number): Promise<ScanFigures> {
  const run = await watch({ kind: 'scan', folder, data: join(data, 'data') }, { onLook: teller(requests) })
  const { groups, requests: read } = run.answer as Scanned
  const reading = run.steps[0]?.at ?? 0
  const looking = run.steps[1]?.at ?? run.seconds
  const disk = bytesIn(join(data, 'data'))
  rmSync(data, { recursive: true })
  const figures: ScanFigures = {
    requests: read,
    groups,
    seconds: { reading: looking - reading, rest: run.seconds - looking, total: run.seconds },
    cpu: {
      reading: cpuAt(run, looking),
      rest: cpuAt(run, run.seconds) - cpuAt(run, looking),
    },
    resident: [0.25, 0.5, 0.75, 1].map((share) => residentAt(run, share * requests, looking)),
    peak: {
      reading: Math.max(...run.looks.filter(({ at }) => at < looking).map(({ resident }) => resident)),
      looking: Math.max(0, ...run.looks.filter(({ at }) => at >= looking).map(({ resident }) => resident)),
    },
    disk,
  }
  console.log(
    `  ${Math.round(read / figures.seconds.reading).toLocaleString('en')} requests/s read, ${Math.round(read / figures.seconds.total).toLocaleString('en')} end to end, ${gigabytes(run.peak)}`,
  )
  return figures
}

async function measureSql(folder: string, data: string): Promise<number> {
  const { requests, tokens, seconds } = (await watch({ kind: 'sql', folder, data })).answer as BySql
  rmSync(data, { recursive: true })
  if (tokens < requests) throw new Error(`SQL found ${tokens} instruction tokens in ${requests} requests`)
  console.log(`  ${Math.round(requests / seconds).toLocaleString('en')} requests/s read by SQL alone`)
  return seconds
}

/** Says how a long scan goes: at every tenth of the file, and at every step. */
function teller(requests: number): (look: Look) => void {
  let said = ''
  return ({ at, step, records, resident, cpu }) => {
    const stage = `${step.split(' ')[0]} ${Math.floor((10 * records) / requests)}`
    if (stage === said) return
    said = stage
    console.log(
      `  ${at.toFixed(0)} s, ${cpu.toFixed(0)} of the processor: ${step}, ${records.toLocaleString('en')} read, ${gigabytes(resident)}`,
    )
  }
}

function cpuAt({ looks }: Watched, at: number): number {
  return Math.max(0, ...looks.filter((look) => look.at <= at).map(({ cpu }) => cpu))
}

/** At the first look when so much was read. */
function residentAt({ looks }: Watched, records: number, before: number): number {
  const reading = looks.filter(({ at }) => at < before)
  return (reading.find((look) => look.records >= records) ?? reading.at(-1))?.resident ?? 0
}

async function measureModes(source: string, folder: string): Promise<ModeFigures[]> {
  const figures: ModeFigures[] = []
  for (const mode of TEXT_MODES) {
    console.log(`Reading with --text ${mode}`)
    const data = join(folder, `mode-${mode}`)
    const run = await watch({ kind: 'read', folder: source, data, textMode: mode })
    const { requests } = run.answer as Scanned
    const [reading, closing] = run.steps
    figures.push({
      mode,
      requests,
      seconds: (closing?.at ?? run.seconds) - (reading?.at ?? 0),
      disk: bytesIn(data),
    })
    rmSync(data, { recursive: true })
  }
  return figures
}

async function measureKill(source: string, data: string, wanted: number): Promise<KillFigures> {
  console.log('Killing a scan halfway')
  const run = await watch({ kind: 'read', folder: source, data, textMode: 'none' }, { killAt: wanted / 2 })
  const survived = (await watch({ kind: 'hold', data })).answer as Held
  await watch({ kind: 'read', folder: source, data, textMode: 'none' })
  const after = (await watch({ kind: 'hold', data })).answer as Held
  rmSync(data, { recursive: true })
  return { wanted, killed_at: run.looks.at(-1)?.records ?? 0, survived, after }
}

type Figures = Pick<SizeMeasured, 'traffic' | 'count' | 'sql' | 'scans' | 'part' | 'modes' | 'killed'>

function write(figures: Figures, before: readonly number[]): void {
  const measured: SizeMeasured = {
    format: 'stillwatch.size/1',
    date: new Date().toISOString(),
    version: repository.version,
    commit: commitOf(repository),
    machine: machineSince(before),
    ...figures,
  }
  mkdirSync(values.out, { recursive: true })
  const name = measured.traffic.requests >= LARGE ? 'size-10m' : 'size'
  writeFileSync(join(values.out, `${name}.json`), `${JSON.stringify(measured, null, 1)}\n`)
  writeFileSync(join(values.out, `${name}.md`), sizeMarkdown(measured))
  console.log(`Written: ${join(values.out, `${name}.md`)}, ${name}.json`)
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new RangeError(`--${name} wants a positive number, got ${text}`)
  return value
}
