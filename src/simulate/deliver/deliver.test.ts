import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import type { RequestRecord } from '../../record/index.ts'
import { simulate } from '../scenario.ts'
import { openIntake } from './intake.ts'
import { pace } from './pace.ts'
import { streamScenario } from './stream-scenario.ts'

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-deliver-'))
afterAll(() => rmSync(folder, { recursive: true }))

const START = Date.UTC(2026, 2, 2)
/** A request a minute. */
const minutes = (count: number): RequestRecord[] =>
  Array.from({ length: count }, (_, n) => ({ time: START + n * 60_000, account_id: `a${n}` }))
const free = { most: 1e9, within: 1e9, batch: 500 }

/** A real server that answers as it is told; `bodies` holds what it accepted. */
async function withServer(
  answer: (number: number, response: ServerResponse, request: IncomingMessage) => boolean,
  use: (address: string, bodies: string[]) => Promise<void>,
): Promise<void> {
  const bodies: string[] = []
  let number = 0
  const server = createServer(async (request, response) => {
    const body = await text(request)
    if (answer(++number, response, request)) bodies.push(body)
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  try {
    await use(`http://127.0.0.1:${address.port}/v1/requests`, bodies)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('pace', () => {
  test('lets time pass at the speed that was asked for, in order, in batches', async () => {
    const sent: { at: number; times: number[] }[] = []
    const begun = performance.now()
    // Ten minutes in a second.
    const paced = await pace(minutes(11), { ...free, speed: 600 }, async (batch) => {
      sent.push({ at: performance.now() - begun, times: batch.map(({ time }) => time) })
    })
    expect(paced).toMatchObject({ requests: 11, reached: START + 600_000, cut: false })
    expect(sent.flatMap(({ times }) => times)).toEqual(minutes(11).map(({ time }) => time))
    expect(sent.length).toBeGreaterThan(3)
    for (const { at, times } of sent) {
      // Timers may fire a millisecond early.
      expect(at + 2).toBeGreaterThanOrEqual(((times.at(-1) ?? 0) - START) / 600)
    }
  })

  test('is bounded in count, in time, and in what is handed over at once', async () => {
    const sizes: number[] = []
    const take = async (batch: readonly RequestRecord[]) => {
      sizes.push(batch.length)
    }
    const counted = await pace(minutes(100), { ...free, speed: 1e9, most: 42, batch: 10 }, take)
    expect(counted).toMatchObject({ requests: 42, cut: true })
    expect(sizes).toEqual([10, 10, 10, 10, 2])
    const timed = await pace(minutes(100), { ...free, speed: 600, within: 350 }, take)
    expect(timed).toMatchObject({ requests: 4, cut: true })
  })

  test('says how late it was when whoever takes the requests is slow', async () => {
    const slow = () => new Promise<void>((done) => setTimeout(done, 150))
    const paced = await pace(minutes(10), { ...free, speed: 6_000, batch: 2 }, slow)
    expect(paced.lag).toBeGreaterThan(300)
  })
})

describe('an intake', () => {
  test('gets every request as NDJSON, and again what it asked to wait for', async () => {
    const scenario = simulate({ scenario: 'benign', seed: 3, scale: 0.02 })
    const expected = [...scenario.requests].slice(0, 1_200)
    await withServer(
      (number, response, request) => {
        expect(request.method).toBe('POST')
        expect(request.headers['content-type']).toBe('application/x-ndjson')
        if (number === 1) response.writeHead(503)
        if (number === 2) response.writeHead(429, { 'retry-after': '0' })
        return number > 2
      },
      async (to, bodies) => {
        const streamed = await streamScenario(scenario, {
          to,
          format: 'native',
          speed: 1e9,
          most: 1_200,
          within: 60_000,
          anywhere: false,
        })
        expect(streamed).toMatchObject({ requests: 1_200, retries: 2, cut: true })
        expect(bodies.map((body) => body.trimEnd().split('\n').length)).toEqual([500, 500, 200])
        const got = bodies.flatMap((body) => body.trimEnd().split('\n')).map((line) => JSON.parse(line))
        expect(got).toEqual(expected)
      },
    )
  })

  test('waits as long as the server says before it tries again', async () => {
    const times: number[] = []
    await withServer(
      (number, response) => {
        times.push(performance.now())
        if (number === 1) response.writeHead(429, { 'retry-after': '1' })
        return number > 1
      },
      async (to) => openIntake(to, { pause: 1 }).post(['{}']),
    )
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(990)
  })

  test('that refuses, or never has room, ends the stream with what it said', async () => {
    await withServer(
      (_, response) => {
        response.writeHead(400)
        response.write('no such field: model')
        return false
      },
      async (to) => {
        await expect(openIntake(to).post(['{}'])).rejects.toMatchObject({
          code: 'SW_INTAKE_FAILED',
          message: expect.stringMatching(/400: no such field: model \(1 try\)/),
        })
      },
    )
    await withServer(
      (_, response) => {
        response.writeHead(503)
        return false
      },
      async (to) => {
        const intake = openIntake(to, { tries: 3, pause: 1 })
        await expect(intake.post(['{}'])).rejects.toThrow(/3 tries/)
        expect(intake.retries).toBe(2)
      },
    )
  })

  test('that is not there, hangs, or leads elsewhere is no intake', async () => {
    const quick = { tries: 2, pause: 1, patience: 100 }
    await expect(openIntake('http://127.0.0.1:9/', quick).post(['{}'])).rejects.toThrow(/2 tries/)
    await withServer(
      (_, response) => {
        response.writeHead(302, { location: 'http://example.com/' })
        return false
      },
      async (to) => expect(openIntake(to, quick).post(['{}'])).rejects.toThrow(/redirect/),
    )
  })

  test.each([
    'http://example.com/v1',
    'http://10.0.0.1/',
    'http://127.0.0.1.example.com/',
    'http://2130706433.example/',
  ])('%s is another machine, and needs leave', (address) => {
    expect(() => openIntake(address)).toThrow(/another machine/)
    expect(() => openIntake(address, { anywhere: true })).not.toThrow()
  })

  test('an address is told in results, so it holds no password', () => {
    expect(() => openIntake('http://me:secret@127.0.0.1/')).toThrow(/holds a user or a password/)
    expect(() => openIntake('http://me:secret@127.0.0.1/')).not.toThrow(/secret/)
  })

  test('only http and https are spoken', () => {
    expect(() => openIntake('ftp://127.0.0.1/')).toThrow(/not by ftp/)
    expect(() => openIntake('not an address')).toThrow(/no address/)
    for (const address of ['http://localhost:1/', 'https://127.0.0.2/', 'http://[::1]:80/'])
      expect(() => openIntake(address)).not.toThrow()
  })
})

test('a file is appended to, in the format that was asked for', async () => {
  const scenario = simulate({ scenario: 'benign', seed: 3, scale: 0.02 })
  const to = join(folder, 'growing', 'litellm.ndjson')
  const options = { to, format: 'litellm' as const, speed: 1e9, most: 30, within: 60_000, anywhere: false }
  await streamScenario(scenario, options)
  await streamScenario(scenario, options)
  const rows = readFileSync(to, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows).toHaveLength(60)
  expect(rows[0]).toMatchObject({ call_type: expect.any(String), metadata: {} })
  expect(rows[30]).toEqual(rows[0])
})
