import type { AccountField, Release, RequestField } from '../../record/index.ts'

/** How often something was seen. */
export type Weighted<T> = readonly (readonly [value: T, count: number])[]

/** What a campaign must know of the logs that it is to be mixed into. No text of them is here. */
export interface OwnLogs {
  /** Milliseconds since 1970 of the first and the last request, strays aside. */
  readonly from: number
  readonly to: number
  readonly requests: number
  /** Every account id, so that none is used again. */
  readonly accountIds: ReadonlySet<string>
  /** Models of chats, and of embeddings. */
  readonly models: Weighted<string>
  readonly embeddingModels: Weighted<string>
  readonly clients: Weighted<{ readonly user_agent?: string; readonly tls_fingerprint?: string }>
  readonly routes: Weighted<string>
  /** Share of requests in which each field is present, 0 to 1. */
  readonly coverage: Readonly<Partial<Record<RequestField, number>>>
  /** Of the accounts file; undefined where there is none. */
  readonly accounts:
    | {
        /** Share of accounts of which each field is known, 0 to 1. */
        readonly coverage: Readonly<Partial<Record<AccountField, number>>>
        readonly plans: Weighted<string>
        readonly verifications: Weighted<string>
      }
    | undefined
  /** A model's release within the logs. */
  readonly release: Release | undefined
}
