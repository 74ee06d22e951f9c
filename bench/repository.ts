import { execFileSync } from 'node:child_process'
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

/** The short hash of the checkout's commit, and whether `src` or `bench` differ from it; `unknown` without git. */
export function commitOf({ root }: Repository): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const clean = git('status', '--porcelain', '--', 'src', 'bench').trim() === ''
    return `${git('rev-parse', '--short', 'HEAD').trim()}${clean ? '' : ', with local changes'}`
  } catch {
    return 'unknown'
  }
}
