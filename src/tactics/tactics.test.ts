import { expect, test } from 'vitest'
import { ACCOUNT_FIELDS, REQUEST_FIELDS } from '../record/index.ts'
import { ATLAS, SOURCES, TACTICS, tacticOf } from './index.ts'

test('numbers the tactics T01 to T24 without gaps', () => {
  expect(TACTICS.map(({ id }) => id)).toEqual(
    Array.from({ length: 24 }, (_, at) => `T${String(at + 1).padStart(2, '0')}`),
  )
  expect(tacticOf('T05')?.name).toBe('chain-of-thought elicitation')
  expect(tacticOf('T25')).toBeUndefined()
})

test('every tactic that shows in telemetry says in which fields, and who looks the same', () => {
  for (const { id, fields, lookalikes, sources, atlas, shows } of TACTICS) {
    const known = fields.every((field) => field in REQUEST_FIELDS || field in ACCOUNT_FIELDS)
    expect(known, id).toBe(true)
    expect(sources.length * atlas.length * shows.length, id).toBeGreaterThan(0)
    if (id === 'T24') expect([fields, lookalikes]).toEqual([[], []])
    else expect(Math.min(fields.length, lookalikes.length), id).toBeGreaterThan(0)
  }
})

test('no source and no technique stands there unused', () => {
  expect([...new Set(TACTICS.flatMap(({ sources }) => sources))].sort()).toEqual(Object.keys(SOURCES).sort())
  expect([...new Set(TACTICS.flatMap(({ atlas }) => atlas))].sort()).toEqual(Object.keys(ATLAS).sort())
})
