/**
 * How a result column is wanted. `u64` comes as Float64Array and must stay below 2^53, as all our keys do;
 * `string-index` is dictionary-coded.
 */
export type ScalarKind = 'string-index' | 'u8' | 'u32' | 'u64' | 'f64'

/** Lists of numbers of these kinds. */
export type ListKind = 'u8-list' | 'u64-list'

export type ColumnKind = ScalarKind | ListKind

/** Row i holds `values[codes[i]]`; values stand in order of first appearance. */
export interface StringColumn {
  readonly codes: Uint32Array
  readonly values: readonly string[]
}

/** Row i holds `values[ends[i - 1]]` (or `values[0]`) to before `values[ends[i]]`. */
export interface ListColumn<Values = Uint8Array | Uint32Array | Float64Array> {
  readonly ends: Uint32Array
  readonly values: Values
}

export type ColumnData<Kind extends ColumnKind> = Kind extends 'string-index'
  ? StringColumn
  : Kind extends 'u8'
    ? Uint8Array
    : Kind extends 'u32'
      ? Uint32Array
      : Kind extends 'u8-list'
        ? ListColumn<Uint8Array>
        : Kind extends 'u64-list'
          ? ListColumn<Float64Array>
          : Float64Array

export type ColumnKinds = Readonly<Record<string, ColumnKind>>

/** A query's result, column by column; every column is `rows` long. */
export interface Columns<Kinds extends ColumnKinds> {
  readonly rows: number
  readonly columns: { readonly [Name in keyof Kinds]: ColumnData<Kinds[Name]> }
}
