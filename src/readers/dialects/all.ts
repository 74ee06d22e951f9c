import type { DialectId } from '../types.ts'
import { azureApim } from './azure-apim.ts'
import { bedrock } from './bedrock.ts'
import { cloudtrail } from './cloudtrail.ts'
import type { Dialect } from './dialect.ts'
import { envoyAi } from './envoy-ai.ts'
import { glasswally } from './glasswally.ts'
import { helicone } from './helicone.ts'
import { kong } from './kong.ts'
import { langfuse } from './langfuse.ts'
import { litellm } from './litellm.ts'
import { native } from './native.ts'
import { otlp, otlpLogs } from './otlp.ts'
import { pairs } from './pairs.ts'

/** In the order in which they are tried: the more particular first. */
export const DIALECTS: readonly Dialect[] = [
  litellm,
  otlpLogs,
  otlp,
  bedrock,
  cloudtrail,
  azureApim,
  kong,
  envoyAi,
  helicone,
  langfuse,
  glasswally,
  pairs,
  native,
]

const BY_ID: ReadonlyMap<DialectId, Dialect> = new Map(DIALECTS.map((dialect) => [dialect.id, dialect]))

export function dialectNamed(id: DialectId): Dialect {
  return BY_ID.get(id) ?? native
}
