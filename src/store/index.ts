export { type AccountColumn, type AccountRow, insertAccounts } from './accounts.ts'
export { type Arrivals, arrivals, dropArrivals } from './arrivals.ts'
export { alone } from './at-work.ts'
export { type Basis, basisKept, dropOtherBases, readBasis, writeBasis } from './basis.ts'
export { clusterSchema, serverSchema } from './cluster.ts'
export type { ColumnData, ColumnKind, ColumnKinds, Columns, ScalarKind, StringColumn } from './columns.ts'
export type { Limits, Parameter, Parameters } from './engine.ts'
export { writeFailure } from './failure.ts'
export { type DataFolder, isReject } from './folder.ts'
export {
  allFiles,
  appendRevisions,
  type FileEntry,
  fileKnown,
  fileSizes,
  latestPass,
  newestRevisions,
  type Pass,
  type Revision,
  recordFile,
  recordPass,
  revisions,
} from './ledger.ts'
export { stringLiteral } from './parameters.ts'
export { putInPlace } from './put-in-place.ts'
export { readingAlone } from './reading-lock.ts'
export { expireText, forget } from './retention.ts'
export { RowBinaryWriter } from './row-binary.ts'
export { putBack, setAside } from './set-aside.ts'
export { dropUnsharedTokens } from './shared-tokens.ts'
export { openStore, type QueryOptions, type Store, type StoreOptions } from './store.ts'
export { sweep } from './sweep.ts'
export { TabSeparatedWriter } from './tab-separated.ts'
export { ACCOUNT_COLUMNS, CAMPAIGN_ACCOUNT_COLUMNS, REQUEST_COLUMNS } from './tables.ts'
