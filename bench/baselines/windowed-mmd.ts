import { FEATURE_COUNT } from '../../src/fingerprint/index.ts'
import type { AccountRecord } from '../../src/record/index.ts'
import { createRandom, type Random } from '../../src/statistics/index.ts'
import type { Baseline } from './baseline.ts'
import { featuresOf } from './features.ts'
import { FOURIER_COUNT, fourierFeatures } from './fourier-features.ts'

/** Texts in a full window. */
const WINDOW = 50
/** An account's last window may have fewer, but no fewer than this. */
const LEAST_TEXTS = 10
/** Full windows that are kept of an account, all equally likely. */
const WINDOWS = 8
/** Kernel width for vectors of length 1: their median distance in a benign fortnight of the simulator. */
export const KERNEL_WIDTH = 1.4
/** Accounts this old are taken for the provider's benign history. */
const ESTABLISHED = 90 * 86_400_000

/**
 * Score: the largest squared maximum mean discrepancy between one of the account's windows of consecutive texts and
 * the texts of established accounts, each of which counts the same. Unbiased estimate (Gretton et al. 2012, JMLR 13,
 * lemma 6) under a Gaussian kernel on the hashed features, by random Fourier features.
 */
export const windowedMmd: Baseline = {
  id: 'windowed-mmd',
  title: 'windowed MMD per account',
  source:
    'Liu, Guo, Dong: An embarrassingly simple detector for model extraction attacks in LLM API traffic, arXiv 2606.05725, on our features in place of embeddings, and on windows of 10 to 50 texts of one account: the authors’ published code takes 1,500 queries a window, which few accounts here send.',
  start() {
    const addMapped = fourierFeatures(FEATURE_COUNT, KERNEL_WIDTH)
    const histories = new Map<string, History>()
    let began = Number.POSITIVE_INFINITY
    return {
      see(request) {
        began = Math.min(began, request.time)
        const features = featuresOf(request)
        if (features.length === 0) return
        let own = histories.get(request.account_id)
        if (!own) {
          own = { full: [], count: 0, last: emptyWindow(), random: createRandom(request.account_id) }
          histories.set(request.account_id, own)
        }
        addMapped(features, own.last.sum)
        if (++own.last.texts === WINDOW) keep(own)
      },
      scores(accounts) {
        const established = establishedBefore(accounts, began - ESTABLISHED)
        const means = [...histories].flatMap(([account, own]) =>
          established.has(account) && windowsOf(own).length > 0 ? [meanOf(windowsOf(own))] : [],
        )
        if (means.length < 2) return new Map()
        const reference = referenceOf(means)
        return new Map(
          [...histories].flatMap(([account, own]): [string, number][] => {
            const scores = windowsOf(own).map((window) => squaredMmd(window, reference))
            return scores.length === 0 ? [] : [[account, Math.max(...scores)]]
          }),
        )
      },
    }
  },
}

/** Sum of the mapped vectors of so many texts. */
interface Window {
  readonly sum: Float64Array
  texts: number
}

interface History {
  readonly full: Window[]
  /** Full windows so far, kept or not. */
  count: number
  last: Window
  readonly random: Random
}

function emptyWindow(): Window {
  return { sum: new Float64Array(FOURIER_COUNT), texts: 0 }
}

/** Reservoir sampling: of all full windows, `WINDOWS` stay, whichever with the same chance (Vitter 1985, algorithm R). */
function keep(own: History): void {
  const place = own.count < WINDOWS ? own.count : own.random.integer(own.count + 1)
  if (place < WINDOWS) own.full[place] = own.last
  own.count++
  own.last = emptyWindow()
}

function windowsOf({ full, last }: History): Window[] {
  return last.texts >= LEAST_TEXTS ? [...full, last] : full
}

function establishedBefore(accounts: readonly AccountRecord[], time: number): ReadonlySet<string> {
  return new Set(
    accounts.flatMap(({ account_id: account, created_at: created }) =>
      created !== undefined && created <= time ? [account] : [],
    ),
  )
}

/** An account's mean mapped vector. */
function meanOf(windows: readonly Window[]): Float64Array {
  const mean = new Float64Array(FOURIER_COUNT)
  let texts = 0
  for (const window of windows) {
    texts += window.texts
    window.sum.forEach((value, i) => {
      mean[i] += value
    })
  }
  return mean.map((value) => value / texts)
}

interface Reference {
  readonly mean: Float64Array
  /** Mean kernel value between the texts of two different accounts. */
  readonly within: number
}

function referenceOf(means: readonly Float64Array[]): Reference {
  const sum = new Float64Array(FOURIER_COUNT)
  let squares = 0
  for (const mean of means) {
    squares += inner(mean, mean)
    mean.forEach((value, i) => {
      sum[i] += value
    })
  }
  const count = means.length
  return {
    mean: sum.map((value) => value / count),
    within: (inner(sum, sum) - squares) / (count * (count - 1)),
  }
}

/** Mapped vectors have length 1, so a window's pairs of different texts sum up to |sum|^2 - texts. */
function squaredMmd({ sum, texts }: Window, { mean, within }: Reference): number {
  const own = (inner(sum, sum) - texts) / (texts * (texts - 1))
  return own + within - (2 * inner(sum, mean)) / texts
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
