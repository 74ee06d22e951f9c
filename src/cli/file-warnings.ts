import { basename } from 'node:path'
import {
  type FileRead,
  type IntakeSummary,
  NOT_UTF8,
  REJECTS_DAYS,
  REJECTS_MEGABYTES,
  REPEATED_COLUMNS,
} from '../intake/index.ts'
import { count, counted } from '../report/index.ts'

/** Files of which each is named; of more only the sum is told. */
const NAMED = 8

/** What was lost of files, and what of their rows was odd: where it is, and what to do. */
export function fileWarnings({ files, collisions }: IntakeSummary): string[] {
  const found: string[] = []
  const broken = files.filter(({ problem }) => problem)
  for (const { problem } of broken.slice(0, NAMED)) {
    found.push(`Not read: ${problem?.message} ${problem?.advice}`)
  }
  if (broken.length > NAMED) found.push(`${counted(broken.length - NAMED, 'more file')} could not be read.`)

  const empty = files.filter(({ format, problem }) => format === '' && !problem)
  const [first] = empty
  if (first) {
    found.push(
      `${count(empty.length)} of ${counted(files.length, 'file')} without a row in it (${first.path}).`,
    )
  }

  found.push(...unreadableRows(files), ...droppedIn(files))
  if (collisions > 0) {
    found.push(
      `${counted(collisions, 'request id')} on several records of different content. All are kept: an id identifies nothing.`,
    )
  }
  return found
}

/** The rows that were lost: of which file, where the first stands, and where they are kept. */
export function unreadableRows(files: readonly FileRead[]): string[] {
  const lossy = files.filter(({ tally }) => tally.unreadable > 0)
  const found = lossy.slice(0, NAMED).map(unreadableIn)
  const others = lossy.slice(NAMED)
  if (others.length > 0) {
    const lost = others.reduce((sum, { tally }) => sum + tally.unreadable, 0)
    found.push(
      `${counted(lost, 'row')} of ${counted(others.length, 'more file')} could not be read; rejects/ has them too, at most ${REJECTS_MEGABYTES} MB for each file.`,
    )
  }
  return found
}

function unreadableIn({ path, tally, examples: [first], rejects }: FileRead): string {
  const lost = `${path}: ${counted(tally.unreadable, 'row')} could not be read`
  // Of a file that an earlier run has read only the count is known.
  if (!first) return `${lost}.`
  const where = `the first at line ${first.line} (${first.reason})`
  const kept =
    rejects === undefined
      ? ''
      : ` See rejects/${basename(rejects)} in the data folder, kept ${REJECTS_DAYS} days (at most ${REJECTS_MEGABYTES} MB of them).`
  return `${lost}, ${where}.${kept}`
}

/** Values that were left out of records which were used all the same: over all files, field by field. */
function droppedIn(files: readonly FileRead[]): string[] {
  const names = [...new Set(files.flatMap(({ tally }) => Object.keys(tally.dropped)))].sort()
  return names.map((name) => {
    const total = files.reduce((sum, { tally }) => sum + (tally.dropped[name] ?? 0), 0)
    const file = files.find(({ tally }) => tally.droppedAt[name] !== undefined)
    // Of files that an earlier run has read only the count is known.
    const first = files.some(({ alreadyRead, tally }) => alreadyRead && tally.dropped[name])
      ? 'in this run first'
      : 'first'
    const where = file ? `, ${first} at ${file.path}:${file.tally.droppedAt[name]}` : ''
    if (name === REPEATED_COLUMNS)
      return `Several columns have one name in ${counted(total, 'row')}${where}: the first that says something is used. Give each a name of its own.`
    return name === NOT_UTF8
      ? `${counted(total, 'line')} with bytes that are not UTF-8${where}: they were read with U+FFFD in place of those bytes: convert the log (iconv) if texts matter.`
      : `${name} was unusable in ${counted(total, 'record')}${where}. The rest of what they say is used; --map ${name}=PATH takes it from elsewhere.`
  })
}
