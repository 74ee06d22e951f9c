import type { AccountField, RequestField } from '../record/index.ts'
import type { AtlasId } from './atlas.ts'
import type { SourceId } from './sources.ts'

/** A way of harvesting a model's answers, or of hiding that. Plain data; the catalogue is `TACTICS`. */
export interface Tactic {
  /** T01 to T24. Public: evidence, truth files and exchanged findings name it. */
  readonly id: string
  readonly name: string
  /** What shows in request logs and account data. */
  readonly shows: string
  /** Who looks the same and must not be flagged. */
  readonly lookalikes: readonly string[]
  /** Techniques of MITRE ATLAS that it is a case of. */
  readonly atlas: readonly AtlasId[]
  /** Where it was described. */
  readonly sources: readonly SourceId[]
  /** Fields in which it shows; one may be enough. Empty where nothing shows in telemetry. */
  readonly fields: readonly (RequestField | AccountField)[]
}
