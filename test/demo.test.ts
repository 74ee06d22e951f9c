import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { resultIn, scratchFolder, stillwatch } from './support/cli.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

test('the demo runs without a terminal, tells how it did, and prints where the report is', async () => {
  const { code, stdout, stderr } = await stillwatch(['demo', '--scale', '0.15'], { cwd })
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('Against the truth:')
  const steps = ['Composing', 'Reading', 'Looking for campaigns', 'Putting the evidence', 'Writing']
  expect(stderr).toMatch(new RegExp(steps.map((step) => `^${step}.* …$`).join('[^]*'), 'm'))
  const address = /Report: (file:\S+)/.exec(stdout)?.[1] ?? ''
  expect(existsSync(fileURLToPath(address))).toBe(true)
  const { data_quality } = resultIn(join(cwd, 'stillwatch-demo'))
  expect(data_quality.accounts_joined).toBe(data_quality.accounts)
  expect(data_quality.unreadable).toBe(0)
})

test('simulate writes both formats, compressed, and the same seed writes the same', async () => {
  const simulate = (out: string) =>
    stillwatch(
      [
        'simulate',
        '--scenario',
        'benign',
        '--scale',
        '0.02',
        '--format',
        'native',
        'litellm',
        '--gzip',
        '--out',
        out,
      ],
      { cwd },
    )
  const { code, stdout } = await simulate('one')
  expect(code).toBe(0)
  expect(await simulate('one')).toEqual({ code: 0, stdout, stderr: '' })
  const files = ['one/requests.ndjson.gz', 'one/litellm.ndjson.gz']
  for (const file of files) expect(existsSync(join(cwd, file)), file).toBe(true)
  const counts: number[] = []
  for (const [at, file] of files.entries()) {
    const run = await stillwatch(['scan', file, '--out', `scan-${at}`, '--quiet'], { cwd })
    expect(run.code, run.stderr).toBe(0)
    counts.push(resultIn(join(cwd, `scan-${at}`)).data_quality.records)
  }
  expect(counts[0]).toBeGreaterThan(100)
  expect(counts[1]).toBe(counts[0])
})

test('signals lists every signal with what it needs and what else could explain it', async () => {
  const { code, stdout } = await stillwatch(['signals', '--json'], { cwd })
  expect(code).toBe(0)
  const signals: Record<string, unknown>[] = JSON.parse(stdout)
  expect(signals.length).toBeGreaterThan(10)
  for (const signal of signals) {
    for (const part of ['needs', 'innocent_causes', 'references']) {
      expect(signal[part], `${signal.id} ${part}`).not.toEqual([])
    }
  }
  const printed = await stillwatch(['signals'], { cwd })
  for (const { id } of signals) expect(printed.stdout).toContain(String(id))
})
