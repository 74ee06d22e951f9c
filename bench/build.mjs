// Compiles bench/ and the rooms it imports into bench/build, where paths between the two stay as they are.
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

process.chdir(resolve(import.meta.dirname, '..'))
const target = join('bench', 'build')
rmSync(target, { recursive: true, force: true })
const compiler = join('node_modules', 'typescript', 'bin', 'tsc')
const { status } = spawnSync(process.execPath, [compiler, '-p', join('bench', 'tsconfig.json')], {
  stdio: 'inherit',
})
// The compiler emits only what it compiles: SQL, weights and styles are carried over.
if (status === 0) {
  cpSync('src', join(target, 'src'), {
    recursive: true,
    filter: (file) => statSync(file).isDirectory() || !file.endsWith('.ts'),
  })
  // The program looks above itself for its version; without a name this is no checkout.
  const { type, version } = JSON.parse(readFileSync('package.json', 'utf8'))
  writeFileSync(join(target, 'package.json'), JSON.stringify({ type, version }))
}
process.exitCode = status ?? 1
