import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { largerBars, readLargerRuns, scanSpeedWords } from './larger-runs.ts'

function folder(files: Record<string, unknown>): string {
  const path = mkdtempSync(join(tmpdir(), 'larger-runs-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(path, name), JSON.stringify(content))
  }
  return path
}

const run = { commit: 'abc1234', date: '2026-05-01T00:00:00.000Z' }
const scan = (requests: number, looking: number) => ({
  ...run,
  traffic: { requests },
  scans: [{ peak: { reading: 1e9, looking } }],
})
const pass = (...passes: readonly { requests: number; seconds: number; peak: number }[]) => ({
  ...run,
  passes,
})
const met = (files: Record<string, unknown>) =>
  largerBars(readLargerRuns(folder(files))).map((bar) => bar.met)

test('without larger runs nothing is said of them, but how to make them', () => {
  const bars = largerBars(readLargerRuns(folder({})))
  expect(bars.map((bar) => bar.met)).toEqual([undefined, undefined, undefined])
  expect(bars.map(({ figure }) => figure)).toEqual([
    'not measured (npm run bench:size)',
    'not measured (npm run bench:pass)',
    'not measured (npm run bench:pass)',
  ])
})

test('a larger run stands with its sizes, and the commit it was made at', () => {
  const [scanned, passed] = largerBars(
    readLargerRuns(
      folder({
        'size-10m.json': scan(10_000_000, 1.5e9),
        'pass.json': pass(
          { requests: 1e6, seconds: 30, peak: 1e9 },
          { requests: 99_900_000, seconds: 3000, peak: 2e10 },
        ),
      }),
    ),
  )
  expect(scanned.figure).toBe('1.50 GB at 10,000,000 (bench:size at abc1234 on 2026-05-01)')
  expect(passed.figure).toBe(
    '1,000,000: 30 s, 1.00 GB; 99,900,000: 3,000 s, 20.00 GB (bench:pass at abc1234 on 2026-05-01)',
  )
  expect([scanned.met, passed.met]).toEqual([true, false])
})

test('the speed of a larger scan is the median of its runs', () => {
  const scans = [400, 320, 800].map((total) => ({ requests: 10_000_000, seconds: { total } }))
  const files = { 'size-10m.json': { ...run, traffic: { requests: 10_000_000 }, scans } }
  expect(scanSpeedWords(readLargerRuns(folder(files)))).toBe(
    '; 25,000 requests/s of 10,000,000 (bench:size at abc1234 on 2026-05-01)',
  )
  expect(scanSpeedWords(readLargerRuns(folder({})))).toBe('')
})

test('a smaller run can miss the bar of a larger one, and not meet it', () => {
  const small = { requests: 1e7, seconds: 400, peak: 4e9 }
  expect(met({ 'size-10m.json': scan(1e6, 1e9), 'pass.json': pass(small) })).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(met({ 'size-10m.json': scan(1e6, 5e9), 'pass.json': pass({ ...small, seconds: 700 }) })).toEqual([
    false,
    false,
    undefined,
  ])
  expect(met({ 'pass.json': pass({ ...small, requests: 1e8 }) })).toEqual([undefined, true, undefined])
})

test('a pass that was stopped after the time of the bar misses it', () => {
  const stopped = { requests: 99_900_000, seconds: 1_201, peak: 1.9e10 }
  const files = {
    'pass.json': { ...pass({ requests: 1e7, seconds: 400, peak: 4e9 }), unfinished: [stopped] },
  }
  const [, passed] = largerBars(readLargerRuns(folder(files)))
  expect(passed.figure).toContain('99,900,000: not ended after 1,201 s, 19.00 GB')
  expect(passed.met).toBe(false)
  const early = { ...pass(), unfinished: [{ ...stopped, seconds: 300 }] }
  expect(largerBars(readLargerRuns(folder({ 'pass.json': early })))[1].met).toBeUndefined()
})

describe('growth', () => {
  const at = (requests: number, seconds: number) => ({ requests, seconds, peak: 1e9 })
  const growth = (
    passes: readonly ReturnType<typeof at>[],
    unfinished: readonly ReturnType<typeof at>[] = [],
  ) => largerBars(readLargerRuns(folder({ 'pass.json': { ...pass(...passes), unfinished } })))[2]

  test('is the steepest from one size to the next, over all three', () => {
    expect(growth([at(1e6, 30), at(1e7, 300), at(1e8, 3_000)])).toMatchObject({ met: true })
    // From the first to the last it is 0.91.
    const bent = growth([at(1e6, 30), at(1e8, 2_000), at(1e7, 100)])
    expect(bent.met).toBe(false)
    expect(bent.figure).toContain('from 1,000,000 requests: ^0.52 to 10,000,000, ^1.30 to 100,000,000')
  })

  test('is not told of fewer sizes, but a miss is one', () => {
    expect(growth([at(1e6, 30), at(1e7, 300)]).met).toBeUndefined()
    expect(growth([at(5e7, 30), at(1e8, 60)]).met).toBeUndefined()
    expect(growth([at(1e6, 30), at(1e7, 600)]).met).toBe(false)
    expect(growth([at(1e6, 30), at(1e6, 31)])).toMatchObject({
      met: undefined,
      figure: 'not measured (npm run bench:pass)',
    })
  })

  test('of a pass that was stopped is at least what it had come to', () => {
    const early = growth([at(1e6, 30), at(1e7, 300)], [at(1e8, 1_200)])
    expect(early.met).toBeUndefined()
    expect(early.figure).toContain('at least ^0.60 to 100,000,000')
    expect(growth([at(1e6, 30), at(1e7, 300)], [at(1e8, 6_000)]).met).toBe(false)
  })
})
