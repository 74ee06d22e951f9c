export {
  type AccountsTable,
  readAccounts,
  readKnown,
  readNetworks,
  readReleases,
} from './context/context-files.ts'
export { type ContextTable, readTable } from './context/read-table.ts'
export { unusedAccounts, unusedIn } from './context/unused.ts'
export { dialectNamed } from './dialects/all.ts'
export type { Conversion, Conversions, Dialect } from './dialects/dialect.ts'
export { fieldMapOf } from './field-map.ts'
export { expandInputs } from './inputs.ts'
export { familyNamed, JOIN_FAMILIES, mergeParts } from './join/families.ts'
export { Joiner, type JoinerOptions, MOST_PARTS, type Release } from './join/joiner.ts'
export type {
  Divider,
  JoinFamily,
  JoinFamilyId,
  Merged,
  MergeOptions,
  Part,
  PlacedPart,
} from './join/part.ts'
export { prefixOf } from './network/address.ts'
export { type NetworkEntry, type NetworkLookup, networkLookup } from './network/lookup.ts'
export { readBlock } from './read-block.ts'
export { openSource } from './source.ts'
export {
  type Block,
  type BlockSink,
  type Compression,
  type DialectId,
  type FieldMap,
  type Format,
  type FramingId,
  type InputFile,
  type OnBytes,
  type OnRecord,
  type OnUnreadable,
  type ReaderOptions,
  type Source,
  transferOf,
  type Unreadable,
} from './types.ts'
