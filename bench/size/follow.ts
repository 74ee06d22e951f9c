import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { number, table } from '../report/words.ts'
import { commitOf, findRepository } from '../repository.ts'
import { checkDisk } from './disk.ts'
import { machineSince } from './machine.ts'
import type { Followed, Hour, Looked, Multiplied, SizeTask } from './types.ts'
import { watch } from './watch.ts'

const USAGE = `npm run bench:follow -- [--requests N] [--times N,N,...] [--hours N,N,...] [--folder DIR] [--out DIR]

  --requests N    requests of the fortnight (default 1000000)
  --times N,N     how many fortnights of history the same accounts have (default 1,3)
  --hours N,N     how many hours have arrived since the full pass, 24 at most (default 1,3,9)
  --folder DIR    where to put the stores; a folder of its own is made in it and removed (default: the temporary folder)
  --out DIR       where follow.md and follow.json go (default: bench/)`

const FORTNIGHT = 300_000
const BYTES_A_REQUEST = 300
const FREE_BYTES = 3e9

interface Figures {
  readonly times: number
  readonly store: Multiplied
  readonly full: Looked
  readonly hours: number
  readonly hour: Hour
  readonly followUp: Followed
  /** Of the same, when nothing had arrived since. */
  readonly again: Followed
}

const repository = findRepository()
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '1,3' },
    hours: { type: 'string', default: '1,3,9' },
    folder: { type: 'string', default: tmpdir() },
    out: { type: 'string', default: join(repository.root, 'bench') },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(USAGE)
else await bench()

async function bench(): Promise<void> {
  const requests = sizeOf(values.requests)
  const all = values.times.split(',').map(sizeOf)
  const arrived = values.hours.split(',').map(sizeOf)
  if (arrived.some((hours) => hours > 24 || !Number.isInteger(hours)))
    throw new RangeError(`--hours wants whole numbers, 24 at most, got ${values.hours}`)
  checkDisk(values.folder, (1 + 2 * Math.max(...all)) * requests * BYTES_A_REQUEST + FREE_BYTES)
  const before = loadavg()
  const folder = mkdtempSync(join(values.folder, 'stillwatch-follow-'))
  const run = async <Answer>(task: SizeTask): Promise<Answer> => (await watch(task)).answer as Answer
  try {
    const traffic = join(folder, 'traffic')
    const one = join(folder, 'one')
    mkdirSync(traffic)
    console.log('Composing and reading one fortnight')
    await run({ kind: 'compose', folder: traffic, requests: FORTNIGHT, scale: 1 })
    await run({ kind: 'read', folder: traffic, data: one, textMode: 'none' })
    await run({ kind: 'multiply', folder: traffic, data: one, requests })
    const found: Figures[] = []
    for (const times of all) {
      const data = join(folder, 'store')
      cpSync(one, data, { recursive: true })
      const store = await run<Multiplied>({ kind: 'lengthen', data, times })
      console.log(
        `A full pass over ${store.requests.toLocaleString('en')} requests, and then some hours more`,
      )
      const full = await run<Looked>({ kind: 'full', data })
      console.log(`  full pass ${full.seconds.toFixed(1)} s, ${number(full.rows)} rows`)
      for (const hours of arrived) {
        const later = join(folder, 'later')
        cpSync(data, later, { recursive: true })
        const hour = await run<Hour>({ kind: 'hour', data: later, hours })
        const followUp = await run<Followed>({ kind: 'follow', data: later })
        const again = await run<Followed>({ kind: 'follow', data: later })
        rmSync(later, { recursive: true })
        found.push({ times, store, full, hours, hour, followUp, again })
        console.log(
          `  ${hours} h, ${number(hour.requests)} requests: follow-up ${followUp.seconds.toFixed(2)} s, ${number(followUp.rows)} rows`,
        )
      }
      rmSync(data, { recursive: true })
    }
    write(found, before)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function write(found: readonly Figures[], before: readonly number[]): void {
  const date = new Date().toISOString()
  const commit = commitOf(repository)
  const machine = machineSince(before)
  const loads = (averages: readonly number[]): string => averages.map((load) => load.toFixed(1)).join(' ')
  mkdirSync(values.out, { recursive: true })
  const measured = { format: 'stillwatch.follow/2', date, commit, machine, found }
  writeFileSync(join(values.out, 'follow.json'), `${JSON.stringify(measured, null, 1)}\n`)
  writeFileSync(
    join(values.out, 'follow.md'),
    `${[
      '# A follow-up of some hours against a full pass',
      `Written by the run itself on ${date} (commit ${commit}).
- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gb} GB, Node ${machine.node}; load average before the run ${loads(machine.load_before)}, after it ${loads(machine.load_after)}.
- Traffic: one simulated fortnight, told again for other customers, and for the same customers in the fortnights before. Then some hours of the last days once more, in which a third of the core accounts come under other names (newcomers), and one other account in 200 sends a campaign's instruction.
- Seconds are of looking and recording; opening the store and reading logs are not in them. Rows are those that queries read.
- Rerun: \`npm run bench:follow -- --requests ${values.requests} --times ${values.times} --hours ${values.hours}\``,
      table(
        [
          'history',
          'requests',
          'full pass',
          'rows',
          'arrived since',
          'requests',
          'follow-up',
          'rows',
          'nothing new',
          'rows',
        ],
        found.map(({ times, store, full, hours, hour, followUp, again }) => [
          `${times} × 14 days`,
          number(store.requests),
          `${full.seconds.toFixed(1)} s`,
          number(full.rows),
          `${hours} h`,
          number(hour.requests),
          `${followUp.seconds.toFixed(2)} s`,
          number(followUp.rows),
          `${again.seconds.toFixed(2)} s`,
          number(again.rows),
        ]),
      ),
      table(
        [
          'history',
          'arrived since',
          'campaigns',
          'touched',
          'newcomers',
          'attached as core',
          'of them no newcomers',
          'as linked',
        ],
        found.map(({ times, hours, hour, followUp }) => [
          `${times} × 14 days`,
          `${hours} h`,
          number(followUp.campaigns),
          number(followUp.touched),
          number(hour.newcomers),
          number(followUp.core),
          number(followUp.wrong),
          number(followUp.linked),
        ]),
      ),
    ].join('\n\n')}\n`,
  )
}

function sizeOf(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new RangeError(`--requests, --times and --hours want positive numbers, got ${text}`)
  return value
}
