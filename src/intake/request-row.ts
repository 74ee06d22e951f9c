import { createFingerprinter } from '../fingerprint/index.ts'
import { scoreCues } from '../models/index.ts'
import { type NetworkLookup, prefixOf } from '../readers/index.ts'
import { isMissingText, type RequestRecord } from '../record/index.ts'
import type { RowBinaryWriter } from '../store/index.ts'
import { createIdentityHash } from './identity.ts'

export const TEXT_MODES = ['none', 'exemplars', 'keep'] as const
/** Whether prompts are stored beside their fingerprints: not at all, the start of one in a hundred, or all. */
export type TextMode = (typeof TEXT_MODES)[number]

/** One record in so many keeps its text as an exemplar; which ones follows from their content. */
const EXEMPLAR_EVERY = 100
const EXEMPLAR_LENGTH = 600
const KEPT_LENGTH = 16 * 1024
/** The dictionaries of columns that callers fill are kept from being flooded with long strings. */
const LONGEST_NAME = 200

const NO_CUES = new Uint8Array(0)

const UINT8 = 0xff
const UINT16 = 0xffff
const UINT32 = 0xffffffff

/**
 * Writes records as rows of `requests`, in the order of the store's REQUEST_COLUMNS.
 * @returns whether there are words in the record's text: `has_text`
 */
export type RequestRowWriter = (writer: RowBinaryWriter, record: RequestRecord, key: number) => boolean

export function createRequestRowWriter(
  secret: Uint8Array,
  textMode: TextMode,
  networks: NetworkLookup,
): RequestRowWriter {
  const identity = createIdentityHash(secret)
  const network = rememberedNetwork(networks)
  const fingerprint = createFingerprinter(secret)
  const { streams } = fingerprint

  return (writer, record, key) => {
    const place = record.client_address === undefined ? NOWHERE : network(record.client_address)
    writer.text(record.account_id)
    writer.time(record.time)
    writer.uint64(key)
    writer.uint64(identity('request', record.request_id))
    writer.uint64(identity('api_key', record.api_key_id))
    writer.uint64(identity('conversation', record.conversation_id))
    writer.uint64(identity('end_user', record.end_user_id))
    writer.uint64(identity('address', record.client_address))
    writer.uint64(identity('prefix', place.prefix))
    writer.text(place.kind)
    writer.uint32(place.asn)
    writer.uint64(identity('client', clientOf(record)))
    writer.text(named(record.route))
    writer.text(named(record.operation))
    writer.text(named(record.response_model ?? record.request_model))
    writer.float32(temperatureOf(record.temperature))
    writer.uint16(atMost(record.choice_count, UINT16))
    writer.uint8(atMost(record.top_logprobs, UINT8))
    writer.uint16(atMost(record.tool_names?.length, UINT16))
    writer.uint32(atMost(record.input_tokens, UINT32))
    writer.uint32(atMost(record.output_tokens, UINT32))
    writer.uint32(atMost(record.reasoning_tokens, UINT32))
    writer.uint16(atMost(record.status, UINT16))

    const print = fingerprint(record)
    const hasText = streams.system.count + streams.input.count > 0
    writer.uint8(hasText ? 1 : 0)
    writer.text(print.language)
    writer.uint64s(print.template)
    writer.uint64s(print.segments)
    writer.uint64(print.body)
    writer.bytes(hasText ? scoreCues(streams) : NO_CUES)
    writer.bytes(print.features)
    writer.text(keptText(record.input_text, textMode, key))
    return hasText
  }
}

/** What told apart the software that called: neither part alone says much. */
function clientOf({ tls_fingerprint: tls, user_agent: agent }: RequestRecord): string | undefined {
  return tls === undefined && agent === undefined ? undefined : `${tls ?? ''}\n${agent ?? ''}`
}

function named(name: string | undefined): string {
  return name === undefined ? '' : name.slice(0, LONGEST_NAME)
}

/** Counts are whole and not negative already. */
function atMost(count: number | undefined, limit: number): number {
  return count === undefined ? 0 : Math.min(count, limit)
}

/** -1 = not set; no interface takes a negative temperature. */
function temperatureOf(temperature: number | undefined): number {
  return temperature === undefined || temperature < 0 ? -1 : Math.min(temperature, 1e6)
}

function keptText(text: string | undefined, mode: TextMode, key: number): string {
  if (mode === 'none' || text === undefined) return ''
  if (mode === 'exemplars' && key % EXEMPLAR_EVERY !== 0) return ''
  if (isMissingText(text)) return ''
  return cut(text, mode === 'keep' ? KEPT_LENGTH : EXEMPLAR_LENGTH)
}

/** At most so many UTF-16 units, and no half of a surrogate pair at the end. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}

interface Place {
  readonly prefix: string | undefined
  /** '' = not known. */
  readonly kind: string
  readonly asn: number
}

const NOWHERE: Place = { prefix: undefined, kind: '', asn: 0 }
const REMEMBERED_PLACES = 100_000

function rememberedNetwork(lookup: NetworkLookup): (address: string) => Place {
  const places = new Map<string, Place>()
  return (address) => {
    const known = places.get(address)
    if (known) return known
    const entry = lookup(address)
    const kind = entry === undefined || entry.kind === 'unknown' ? '' : entry.kind
    const place = { prefix: prefixOf(address), kind, asn: Math.min(entry?.asn ?? 0, UINT32) }
    if (places.size >= REMEMBERED_PLACES) places.clear()
    places.set(address, place)
    return place
  }
}
