import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commitOf } from './repository.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stillwatch-repository-'))
})

afterEach(() => rmSync(root, { recursive: true }))

function commitAll(): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: root })
  git('init', '--quiet')
  for (const folder of ['src', 'bench']) mkdirSync(join(root, folder))
  writeFileSync(join(root, 'src', 'a.ts'), 'one')
  writeFileSync(join(root, 'package.json'), '{}')
  git('add', '.')
  git('commit', '--quiet', '--message', 'first')
}

test('a commit is named by its hash, and each set of local changes by a name of its own', () => {
  commitAll()
  const clean = commitOf({ root })
  expect(clean).toMatch(/^[0-9a-f]{7,}$/)

  writeFileSync(join(root, 'src', 'a.ts'), 'two')
  const changed = commitOf({ root })
  expect(changed.startsWith(`${clean}, with local changes `)).toBe(true)
  expect(commitOf({ root })).toBe(changed)

  writeFileSync(join(root, 'src', 'b.ts'), 'new')
  const added = commitOf({ root })
  writeFileSync(join(root, 'src', 'b.ts'), 'other')
  expect(new Set([clean, changed, added, commitOf({ root })]).size).toBe(4)
})

test('what a run writes does not change what it judges', () => {
  commitAll()
  const clean = commitOf({ root })
  for (const name of ['report.md', 'report.json', 'calibration.svg']) {
    writeFileSync(join(root, 'bench', name), 'written')
  }
  expect(commitOf({ root })).toBe(clean)
})

test('without git nothing is known', () => {
  expect(commitOf({ root })).toBe('unknown')
})
