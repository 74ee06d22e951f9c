import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Rehearsal } from '../src/rehearse/index.ts'
import { scratchFolder } from './support/cli.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

const DOCUMENT = readFileSync(resolve(import.meta.dirname, '../docs/rehearsal.md'), 'utf8')

/** Fenced blocks in order: `sh` ones are run, those with a name behind their language are written to that file. */
const BLOCKS = [...DOCUMENT.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', file, text = '']) => ({
    language,
    file,
    text,
    title: file ?? text.split('\n')[0] ?? '',
  }),
)

const bin = join(cwd, 'bin')
mkdirSync(bin)
const main = resolve(import.meta.dirname, '../dist/cli/main.js')
writeFileSync(join(bin, 'stillwatch'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`)
chmodSync(join(bin, 'stillwatch'), 0o755)

test('the page has no commands outside what is run', () => {
  expect(BLOCKS.map(({ language, file }) => (file === undefined ? language : 'file'))).toEqual(
    expect.arrayContaining(['sh', 'file']),
  )
  for (const { language, file } of BLOCKS) expect(file !== undefined || language === 'sh').toBe(true)
})

test.each(BLOCKS)('$title', { timeout: 300_000 }, ({ file, text }) => {
  if (file !== undefined) {
    writeFileSync(join(cwd, file), text)
    return
  }
  const run = spawnSync('bash', ['-euo', 'pipefail', '-m', '-c', text], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: [bin, process.env.PATH].join(delimiter),
      HOME: cwd,
      NO_COLOR: '1',
      ...(process.env.TMPDIR !== undefined && { TMPDIR: process.env.TMPDIR }),
    },
  })
  expect(run.status, `${run.stdout}${run.stderr}`).toBe(0)
})

test('what the page says of its files is so', () => {
  const rehearsals = ['stillwatch-rehearsal', 'case-g', 'night-shift', 'own-rehearsal'].map((name) =>
    Rehearsal.parse(JSON.parse(readFileSync(join(cwd, name, 'rehearsal.json'), 'utf8'))),
  )
  expect(rehearsals.map(({ campaigns }) => campaigns.length)).toEqual([3, 1, 1, 3])
  expect(JSON.parse(readFileSync(join(cwd, 'case-g.json'), 'utf8'))).toEqual(rehearsals[1])
  expect(rehearsals[3]?.into).toEqual(['logs/litellm.ndjson.gz'])
  const lines = readFileSync(join(cwd, 'intake.ndjson'), 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(5_000)
})
