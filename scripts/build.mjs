// Builds src/ into dist/. Everything is made in a folder beside and put in place at the end: nothing of an older
// build stays behind, a build that fails changes nothing, and two at once do not mix.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'

/** The compiler emits only what it compiles; these are carried over (SQL, weights, styles). */
const ASSETS = new Set(['.sql', '.json', '.css', '.js', '.bin'])

process.chdir(resolve(import.meta.dirname, '..'))
const draft = `dist.${process.pid}`
const old = `${draft}.old`

try {
  process.exitCode = compile()
  if (process.exitCode === 0) {
    carryAssets()
    chmodSync(join(draft, 'cli', 'main.js'), 0o755)
    putInPlace()
  }
} finally {
  for (const left of [draft, old]) rmSync(left, { recursive: true, force: true })
}

function compile() {
  const compiler = join('node_modules', 'typescript', 'bin', 'tsc')
  const run = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', draft], {
    stdio: 'inherit',
  })
  return run.status ?? 1
}

function carryAssets() {
  for (const entry of readdirSync('src', { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !ASSETS.has(extname(entry.name))) continue
    const file = join(entry.parentPath, entry.name)
    cpSync(file, join(draft, relative('src', file)))
  }
}

function putInPlace() {
  if (existsSync('dist')) renameSync('dist', old)
  try {
    renameSync(draft, 'dist')
  } catch (error) {
    // Another build of the same sources was quicker.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  }
}
