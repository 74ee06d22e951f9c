import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const Package = z.object({ name: z.string(), version: z.string() })

export interface Repository {
  readonly root: string
  readonly version: string
}

/** The checkout this file was built in: the nearest folder above whose package.json is ours. */
export function findRepository(): Repository {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file)) {
      const found = Package.safeParse(JSON.parse(readFileSync(file, 'utf8')))
      if (found.success && found.data.name === 'stillwatch')
        return { root: folder, version: found.data.version }
    }
    if (dirname(folder) === folder) throw new Error(`no stillwatch checkout above ${import.meta.dirname}`)
  }
}

/** What is judged. What measurements themselves write changes no figure. */
const JUDGED = [
  ...['src', 'bench', 'package.json', 'package-lock.json'],
  ...[
    '*.md',
    '*.svg',
    'report.json',
    'size*.json',
    'pass.json',
    'follow.json',
    'labelled.json',
    'held-out.json',
  ].map((written) => `:(exclude)bench/${written}`),
]

/**
 * The short hash of the checkout's commit, and a digest of what differs from it in `JUDGED`, so that other changes are
 * another name; `unknown` without git.
 */
export function commitOf({ root }: Pick<Repository, 'root'>): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 1 << 30,
      })
    const commit = git('rev-parse', '--short', 'HEAD').trim()
    const changes = git('diff', '--binary', 'HEAD', '--', ...JUDGED)
    const added = git('ls-files', '-z', '--others', '--exclude-standard', '--', ...JUDGED)
      .split('\0')
      .filter((path) => path !== '')
    if (changes === '' && added.length === 0) return commit
    const digest = createHash('sha256').update(changes)
    for (const path of added) digest.update(`\0${path}\0`).update(readFileSync(join(root, path)))
    return `${commit}, with local changes ${digest.digest('hex').slice(0, 8)}`
  } catch {
    return 'unknown'
  }
}
