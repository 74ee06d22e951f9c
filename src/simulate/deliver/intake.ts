import { setTimeout as sleep } from 'node:timers/promises'
import { StillwatchError } from '../../errors/index.ts'

export interface IntakeOptions {
  /** Let it be a machine other than this one. */
  readonly anywhere?: boolean
  /** Tries of one batch before it is given up. */
  readonly tries?: number
  /** Milliseconds before the second try; doubled for each further one. `Retry-After` overrules it. */
  readonly pause?: number
  /** Milliseconds after which a try without an answer counts as failed. */
  readonly patience?: number
}

/** Where traffic is posted. */
export interface Intake {
  /**
   * Posts lines as one NDJSON body. Asked to wait (429, 503) or not reached, it tries again: the intake may then get a
   * batch twice, as with any gateway.
   * @throws StillwatchError SW_INTAKE_FAILED
   */
  post(lines: readonly string[]): Promise<void>
  /** Batches that had to be posted again. */
  readonly retries: number
}

/** No server may make us wait longer, in milliseconds. */
const LONGEST_PAUSE = 60_000
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * An HTTP intake by its address.
 * @throws StillwatchError SW_USAGE for what is no address, or another machine's without leave
 */
export function openIntake(address: string, options: IntakeOptions = {}): Intake {
  const url = addressOf(address, options.anywhere ?? false)
  const { tries = 8, pause = 250, patience = 30_000 } = options
  let retries = 0
  return {
    get retries() {
      return retries
    },
    async post(lines) {
      const body = `${lines.join('\n')}\n`
      for (let attempt = 1; ; attempt++) {
        const answer = await tryPost(url, body, patience)
        if (answer.done) return
        if (!answer.again || attempt >= tries) throw failed(url, answer.why, attempt)
        retries++
        await sleep(Math.min(LONGEST_PAUSE, answer.after ?? pause * 2 ** (attempt - 1)))
      }
    },
  }
}

function addressOf(address: string, anywhere: boolean): URL {
  let url: URL
  try {
    url = new URL(address)
  } catch (error) {
    throw new StillwatchError(
      'SW_USAGE',
      `${address} is no address of an intake.`,
      'Give an address such as http://127.0.0.1:8080/v1/requests.',
      { cause: error },
    )
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new StillwatchError(
      'SW_USAGE',
      `Traffic is posted by http or https, not by ${url.protocol}`,
      'Give an http:// or https:// address.',
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new StillwatchError(
      'SW_USAGE',
      'The address of an intake holds a user or a password, and addresses are told in results.',
      'Leave them out: simulated traffic is sent without credentials.',
    )
  }
  if (!anywhere && !LOOPBACK.test(url.hostname)) {
    throw new StillwatchError(
      'SW_USAGE',
      `${url.hostname} is another machine.`,
      'Simulated traffic goes to this machine alone, unless you say --allow-remote.',
    )
  }
  return url
}

type Answer =
  | { readonly done: true }
  | { readonly done: false; readonly again: boolean; readonly why: string; readonly after?: number }

/** A redirect is not followed: it could lead off this machine. */
async function tryPost(url: URL, body: string, patience: number): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    const said = (await response.text()).slice(0, 200)
    if (response.ok) return { done: true }
    const why = `it answered ${response.status}${said === '' ? '' : `: ${said}`}`
    const after = Number(response.headers.get('retry-after') ?? Number.NaN) * 1000
    const again = response.status === 429 || response.status === 503
    return { done: false, again, why, ...(after >= 0 && { after }) }
  } catch (error) {
    return { done: false, again: true, why: reasonOf(error) }
  }
}

/** fetch hides why it failed in a cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}

function failed(url: URL, why: string, tries: number): StillwatchError {
  return new StillwatchError(
    'SW_INTAKE_FAILED',
    `The intake ${url.origin}${url.pathname} did not take the traffic: ${why} (${tries} ${tries === 1 ? 'try' : 'tries'}).`,
    'Check that it runs, that its address is right, and that it takes NDJSON by POST.',
  )
}
