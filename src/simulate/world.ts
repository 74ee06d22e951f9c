import type { AccountRecord, Known, Release } from '../record/index.ts'
import type { Plan } from './arrivals.ts'
import type { AddressSpace } from './networks.ts'
import type { Random } from './random.ts'
import type { Language } from './text/languages.ts'
import type { TextSource } from './text/source.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** What is said in one request, before it is given a time, a network and token counts. */
export interface Utterance {
  input: string
  output: string
  language: Language
  system?: string
  operation?: string
  conversation?: string
  /** Tokens of earlier turns that are sent again and are not in `input`. */
  history_tokens?: number
  end_user?: string
  tools?: string[]
  reasoning_tokens?: number
  top_logprobs?: number
  choice_count?: number
  temperature?: number
  max_tokens?: number
  model?: string
  /** How the request ends, where what is said decides that. */
  status?: number
}

/** Says the next thing of an actor. It may remember what it said before. */
export type Speaker = (time: number, random: Random) => Utterance

/** Where a request comes from, as the provider sees it. */
interface Connection {
  client_address: string
  user_agent: string
  tls_fingerprint: string
  api_key_id: string
  route: string
}

export type Connect = (time: number, random: Random) => Connection

/** What a caller sets and keeps. */
export interface Settings {
  model: (time: number, random: Random) => string
  temperature?: number
  top_p?: number
  max_tokens?: number
  stream: boolean
  reasoning_effort?: string
  /** Whether requests carry a trace id. */
  traced: boolean
  /** Whether requests name their conversation. */
  threaded: boolean
}

/** State shared by several actors while one pass over the traffic runs; each pass begins with a fresh one. */
export class Run {
  readonly #shared = new Map<string, unknown>()
  readonly #left = new Map<string, Utterance[]>()

  /** A counter that all actors naming it advance together: the next item of a common work queue. */
  next(queue: string): number {
    const value = this.#shared.get(queue)
    const at = typeof value === 'number' ? value : 0
    this.#shared.set(queue, at + 1)
    return at
  }

  /** Lays something down for whichever actor takes it first. */
  put(place: string, thing: Utterance): void {
    const left = this.#left.get(place)
    if (left) left.push(thing)
    else this.#left.set(place, [thing])
  }

  /** What was laid down first at a place; undefined where nothing is left. */
  take(place: string): Utterance | undefined {
    return this.#left.get(place)?.shift()
  }
}

/** Something that sends requests on one account: a person, a service, a worker. */
export interface Actor {
  readonly account: AccountRecord
  /** When the account exists; plans are cut to it. */
  readonly plan: Plan
  readonly speak: (run: Run) => Speaker
  readonly connect: Connect
  readonly settings: Settings
  /** The campaign whose harvest this actor brings in; absent for everything innocent, cover traffic included. */
  readonly harvest_of?: string
}

interface Person {
  language: Language
  shared_network: boolean
}

export interface CampaignDraft {
  readonly id: string
  readonly class: string
  readonly tactics: readonly string[]
  readonly languages: readonly Language[]
  readonly accounts: AccountRecord[]
  /** Ids of those that were opened in place of closed ones. */
  readonly replacements: Set<string>
}

interface LookalikeDraft {
  readonly kind: string
  readonly accounts: AccountRecord[]
}

/** Everything a scenario is composed into. */
export interface World {
  readonly seed: number
  readonly scale: number
  /** Milliseconds since 1970 of the first day, a Monday, 00:00 UTC. */
  readonly start: number
  readonly days: number
  readonly space: AddressSpace
  readonly text: TextSource
  readonly releases: readonly Release[]
  /** The release that falls into the window. */
  readonly release: Release
  /** Beginnings of days on which many strangers signed up: a launch, a mention in the news. */
  readonly rushes: readonly number[]
  readonly accounts: AccountRecord[]
  readonly people: Map<string, Person>
  readonly actors: Actor[]
  readonly campaigns: CampaignDraft[]
  readonly lookalikes: LookalikeDraft[]
  /** Long system prompts that anybody can read: those of open-source applications. */
  readonly publicPrompts: string[]
  readonly households: (readonly AccountRecord[])[]
  readonly known: Known[]
  /** Nothing is sent before or after; absent where the days are the bounds. */
  readonly window?: { readonly from: number; readonly to: number }
  /** Requests of a campaign's harvest where nobody says how many; absent where classes draw their loads. */
  readonly harvest?: number
}
