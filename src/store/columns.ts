/**
 * How a result column is wanted. `u64` comes as Float64Array and must stay below 2^53, as all our keys do;
 * `string-index` is dictionary-coded.
 */
export type ColumnKind = 'string-index' | 'u8' | 'u32' | 'u64' | 'f64'

/** Row i holds `values[codes[i]]`; values stand in order of first appearance. */
export interface StringColumn {
  readonly codes: Uint32Array
  readonly values: readonly string[]
}

export type ColumnData<Kind extends ColumnKind> = Kind extends 'string-index'
  ? StringColumn
  : Kind extends 'u8'
    ? Uint8Array
    : Kind extends 'u32'
      ? Uint32Array
      : Float64Array

export type ColumnKinds = Readonly<Record<string, ColumnKind>>

/** A query's result, column by column; every column is `rows` long. */
export interface Columns<Kinds extends ColumnKinds> {
  readonly rows: number
  readonly columns: { readonly [Name in keyof Kinds]: ColumnData<Kinds[Name]> }
}
