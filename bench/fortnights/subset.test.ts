import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { dataFolder } from '../worlds/run-world.ts'
import { composeSource, type Source } from './source.ts'
import { subset } from './subset.ts'

let folder: string
let both: Source
let one: Source

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-subset-'))
  const load = async (name: string, seeds: readonly number[]): Promise<Source> => {
    // The same key in both: hashes can be compared.
    const store = await openStore({ dataDir: dataFolder(join(folder, name), 1) })
    const source = await composeSource(store, folder, { place: 5, seeds, scale: 0.02, ordinary: 1 })
    await store.close()
    return source
  }
  one = await load('one', [11])
  both = await load('both', [11, 12])
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a part of a world is the world of that part alone', () => {
  const wanted = new Set(one.world.principals.names)
  const chosen = both.world.principals.names.flatMap((name, at) => (wanted.has(name) ? at : []))
  expect(chosen.length).toBe(one.world.principals.count)
  expect(both.world.principals.count).toBeGreaterThan(chosen.length + 50)
  const part = subset(both.world, Uint32Array.from(chosen), both.labels)
  expect(part.keys).toEqual(one.world.keys)
  expect(part.templates).toEqual(one.world.templates)
  expect(part.segments).toEqual(one.world.segments)
  expect(part.organizations).toEqual(one.world.organizations)
  expect(part.activity).toEqual(one.world.activity)
  expect(part.principals).toEqual(one.world.principals)
})

test('every account is in one brick', () => {
  const accounts = both.populations.flat().flatMap(({ accounts: own }) => own)
  expect(new Set(accounts).size).toBe(accounts.length)
  expect(
    both.populations.flat().some(({ kind, accounts: own }) => kind === 'household' && own.length > 1),
  ).toBe(true)
  const all = new Set(accounts)
  expect(both.world.principals.accounts.flat().every((account) => all.has(account))).toBe(true)
})
