import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { expect, test } from 'vitest'

/** The rooms from the ground floor up. A room imports only rooms that stand before it. */
const ROOMS = [
  'errors',
  'record',
  'tactics',
  'statistics',
  'readers',
  'fingerprint',
  'models',
  'store',
  'intake',
  'signals',
  'campaigns',
  'report',
  'simulate',
  'rehearse',
  'cli',
]

/** The folders of campaigns/ in the same order; files beside them may import all. */
const OF_CAMPAIGNS = [
  'groups',
  'keys',
  'candidates',
  'customers',
  'intent',
  'coordination',
  'verdict',
  'members',
  'evidence',
  'follow',
]

const SOURCE = resolve(import.meta.dirname, '../src')

/** Rooms whose neighbours below are closed to them all the same. */
const MUST_NOT_KNOW: Record<string, readonly string[]> = {
  tactics: ['errors'],
  statistics: ['record', 'errors', 'tactics'],
  readers: ['statistics'],
  fingerprint: ['readers'],
  report: ['store', 'intake', 'readers'],
  simulate: [
    'tactics',
    'readers',
    'fingerprint',
    'models',
    'store',
    'intake',
    'signals',
    'campaigns',
    'report',
  ],
  rehearse: ['report', 'signals', 'models', 'fingerprint'],
}

function imports(): { file: string; from: string; to: string; target: string }[] {
  const found: { file: string; from: string; to: string; target: string }[] = []
  for (const entry of readdirSync(SOURCE, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue
    const file = join(entry.parentPath, entry.name)
    for (const match of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      const target = relative(SOURCE, resolve(dirname(file), match[1] ?? ''))
      const from = relative(SOURCE, file).split(sep)[0] ?? ''
      found.push({ file: relative(SOURCE, file), from, to: target.split(sep)[0] ?? '', target })
    }
  }
  return found
}

test('every folder of src is a room of the house', () => {
  const folders = readdirSync(SOURCE, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map((folder) => folder.name).filter((name) => !ROOMS.includes(name))).toEqual([])
})

test('a room imports only rooms below it, through their public face', () => {
  const wrong = imports()
    .filter(({ from, to }) => from !== to && !to.startsWith('..'))
    .filter(
      ({ from, to, target }) =>
        ROOMS.indexOf(to) >= ROOMS.indexOf(from) ||
        MUST_NOT_KNOW[from]?.includes(to) ||
        target !== join(to, 'index.ts'),
    )
  expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([])
})

test('a folder of campaigns/ imports only those before it', () => {
  const folderOf = (path: string): number => OF_CAMPAIGNS.indexOf(path.split(sep)[1] ?? '')
  const wrong = imports()
    .filter(({ file, to }) => file.startsWith(`campaigns${sep}`) && to === 'campaigns')
    .filter(({ file }) => folderOf(file) >= 0 && !file.endsWith('.test.ts'))
    .filter(({ file, target }) => folderOf(target) < 0 || folderOf(target) > folderOf(file))
  expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([])
  const folders = readdirSync(join(SOURCE, 'campaigns'), { withFileTypes: true })
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  expect(names.filter((name) => name !== 'testing').sort()).toEqual(OF_CAMPAIGNS.toSorted())
})
