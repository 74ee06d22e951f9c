export { readAccounts, readKnown, readNetworks, readReleases } from './context/context-files.ts'
export type { ContextTable } from './context/read-table.ts'
export type { Conversion, Dialect } from './dialects/dialect.ts'
export { fieldMapOf } from './field-map.ts'
export { rowKey } from './framings/row-key.ts'
export { expandInputs } from './inputs.ts'
export { prefixOf } from './network/address.ts'
export { type NetworkEntry, type NetworkLookup, networkLookup } from './network/lookup.ts'
export { DIALECTS, readBlock } from './read-block.ts'
export { openSource } from './source.ts'
export {
  type Block,
  type Compression,
  type DialectId,
  type FieldMap,
  type Format,
  type FramingId,
  type InputFile,
  type OnRecord,
  type OnUnreadable,
  type ReaderOptions,
  type Source,
  transferOf,
  type Unreadable,
} from './types.ts'
