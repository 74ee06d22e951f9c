// The compiler emits only what it compiles: carry the assets of src/ (SQL, weights, styles) over to dist/.
import { cpSync, readdirSync } from 'node:fs'
import { extname, join, relative } from 'node:path'

const ASSETS = new Set(['.sql', '.json', '.css', '.js', '.bin'])

for (const entry of readdirSync('src', { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !ASSETS.has(extname(entry.name))) continue
  const file = join(entry.parentPath, entry.name)
  cpSync(file, join('dist', relative('src', file)))
}
