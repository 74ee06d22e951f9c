import { CUES } from '../models/index.ts'
import type { ColumnData, ScalarKind, StringColumn } from '../store/index.ts'
import { gatherColumns, type Traffic } from './gather.ts'
import { FEATURES, type Principals } from './world.ts'

const CUE_COLUMNS = CUES.map((_, cue) => `cue${cue}`)
const FEATURE_COLUMNS = Array.from({ length: FEATURES }, (_, f) => `feature${f}`)

/** Column by column: seventy numbers of an account as text would be most of what is read. */
const SUMS = `
  SELECT account_id, ${CUE_COLUMNS.map((name, cue) => `toInt64(cues[${cue + 1}]) AS ${name}`).join(', ')},
    ${FEATURE_COLUMNS.map((name, f) => `toInt64(features[${f + 1}]) AS ${name}`).join(', ')}
  FROM (
    SELECT account_id, sumForEach(arrayMap(cue -> toUInt32(cue), r.cues)) AS cues, sumForEach(r.features) AS features
    FROM requests AS r FINAL GROUP BY account_id)`

/** Reads the sums of cue scores and features of every principal. */
export async function loadSums(
  traffic: Traffic,
  principalOf: ReadonlyMap<string, number>,
  count: number,
): Promise<Pick<Principals, 'cueSums' | 'features'>> {
  const { columns } = await gatherColumns(
    traffic,
    SUMS,
    {},
    { ...kinds([...CUE_COLUMNS, ...FEATURE_COLUMNS], 'f64'), account_id: 'string-index' },
  )
  const named = new Map(Object.entries(columns))
  const principals = Uint32Array.from(columns.account_id.codes, (code) => {
    return principalOf.get(columns.account_id.values[code]) ?? 0
  })
  const cueSums = new Float64Array(count * CUES.length)
  CUE_COLUMNS.forEach((name, cue) => {
    add(numbers(named.get(name)), principals, cueSums, CUES.length, cue)
  })
  const features = new Float64Array(count * FEATURES)
  FEATURE_COLUMNS.forEach((name, f) => {
    add(numbers(named.get(name)), principals, features, FEATURES, f)
  })
  return { cueSums, features }
}

function add(
  column: ArrayLike<number>,
  principals: Uint32Array,
  into: Float64Array,
  width: number,
  place: number,
): void {
  for (let row = 0; row < principals.length; row++) into[principals[row] * width + place] += column[row]
}

/** One kind for all these columns. */
export function kinds<Kind extends ScalarKind>(names: readonly string[], kind: Kind): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind]))
}

/** @throws TypeError where the column is none of numbers */
export function numbers(
  column: ColumnData<ScalarKind> | undefined,
): Exclude<ColumnData<ScalarKind>, StringColumn> {
  if (column === undefined || 'codes' in column) throw new TypeError('no column of sums')
  return column
}
