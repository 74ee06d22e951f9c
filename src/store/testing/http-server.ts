import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What goes wrong with a statement that holds these words. */
export type Fault =
  /** It is taken and never answered. */
  | { readonly kind: 'hang'; readonly statement: string }
  /** The connection ends within its result. */
  | { readonly kind: 'cut'; readonly statement: string }
  /** The server is killed once so many bytes of the rows for this table have arrived; whole blocks are stored. */
  | { readonly kind: 'die'; readonly statement: string; readonly bytes: number }

/** What the server saw of a request: the names of its compressions, and the length of its address. */
export interface Seen {
  readonly encoding?: string
  readonly accepted?: string
  readonly address: number
}

export interface LoopbackServer {
  /** With credentials, if it asks for some. */
  readonly url: string
  readonly port: number
  /** From now on this goes wrong; nothing does with `undefined`. */
  fault(fault: Fault | undefined): Promise<void>
  /** Requests since it was asked last. */
  seen(): Promise<Seen[]>
  /** Resolves when its process has ended. */
  readonly ended: Promise<unknown>
  /** Ends its process as a crash would. */
  kill(): Promise<void>
}

/**
 * A ClickHouse server on loopback for tests: the HTTP interface in front of the real engine, in a process of its own,
 * as a process has one embedded engine at most. Its data stays in `folder` for the next one.
 * @param options.shards make it a cluster of so many shards, `test_cluster`, which are all this very server: what is
 * distributed over two is there twice. It has no keeper, so it takes replicated tables for plain ones, and `ON CLUSTER` for
 * itself.
 * @param options.bare write exceptions into results as servers before 25.11 do, without a mark
 */
export async function startServer(options: {
  readonly folder: string
  readonly port?: number
  readonly user?: string
  readonly password?: string
  readonly bare?: boolean
  readonly shards?: number
}): Promise<LoopbackServer> {
  mkdirSync(options.folder, { recursive: true })
  if (options.shards !== undefined) {
    writeFileSync(join(options.folder, 'config.xml'), clusterConfiguration(options.shards))
  }
  const settings = JSON.stringify({ port: 0, ...options })
  const child = fork(join(import.meta.dirname, 'http-server.mjs'), [settings], { cwd: options.folder })
  const ended = once(child, 'exit')
  const port = await listening(child)
  const { user, password = '' } = options
  const credentials = user === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`
  let orders = 0
  const order = async (what: object): Promise<{ seen: Seen[] }> => {
    const id = ++orders
    return new Promise((answered) => {
      const hear = (message: unknown): void => {
        if (!isAnswer(message) || message.answer !== id) return
        child.off('message', hear)
        answered(message)
      }
      child.on('message', hear)
      child.send({ id, ...what })
    })
  }
  return {
    url: `http://${credentials}127.0.0.1:${port}`,
    port,
    async fault(fault) {
      await order({ fault: fault ?? null })
    },
    seen: async () => (await order({})).seen,
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

export const TEST_CLUSTER = 'test_cluster'

/** The engine reads it from the folder in which its process stands. */
function clusterConfiguration(shards: number): string {
  const shard = '<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>'
  return `<clickhouse><tcp_port>9000</tcp_port><remote_servers><${TEST_CLUSTER}>${shard.repeat(shards)}</${TEST_CLUSTER}></remote_servers></clickhouse>`
}

async function listening(child: ChildProcess): Promise<number> {
  return new Promise((heard, failed) => {
    child.once('message', (message) => {
      if (typeof message === 'object' && 'port' in message) heard(Number(message.port))
    })
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}`)))
  })
}

function isAnswer(message: unknown): message is { answer: number; seen: Seen[] } {
  return typeof message === 'object' && message !== null && 'answer' in message
}
