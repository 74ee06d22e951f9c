import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../src/store/index.ts'
import { scratchFolder, stillwatch } from './support/cli.ts'
import { everyday, ndjson, type Row } from './support/log.ts'

/** What one customer's records hold of them. Random, so that a compressor leaves it as it is. */
const PERSON = {
  account: 'acct-Vq8ZrT2mXw',
  address: '203.0.113.77',
  agent: 'agent/Hq3LzW9pKd',
  key: 'key-Jx7NbR4tYs',
  conversation: 'talk-Gm2CvP8wQa',
  endUser: 'user-Tz5KdF1hLe',
  request: 'req-Wb9XsM3nUy',
  tls: 'tls-Ry6QpJ0gBc',
  prompt: 'Zk4VnE7xDo',
  system: 'Pf1HuS5jMi',
  answer: 'Lc8AwG2yRt',
  organisation: 'org-Dn3YtK6vXz',
  card: 'card-Ue0RqB9sFm',
  device: 'device-Sh7MxC4wPj',
  phone: 'phone-Ka5ZgN1tVe',
  email: 'mail-Bo2WdL8rQy',
  domain: 'xi6fpu3jhz.example',
  referral: 'code-Ci9TsH0mGk',
} as const
/** Of these the store keeps what they are, in every mode. */
const AS_THEY_ARE = ['account'] as const
const OTHER = 'acct-Nw6PkE3zSb'

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

function theirs(index: number): Row {
  return {
    account_id: PERSON.account,
    request_id: `${PERSON.request}-${index}`,
    conversation_id: PERSON.conversation,
    end_user_id: PERSON.endUser,
    api_key_id: PERSON.key,
    client_address: PERSON.address,
    user_agent: PERSON.agent,
    tls_fingerprint: PERSON.tls,
    system_text: `You serve ${PERSON.system} and say so in your answers, whatever they ask.`,
    input_text: `Please tell ${PERSON.prompt} in plain words how the tide comes about, part ${index}.`,
    output_text: `Dear ${PERSON.answer}, the moon draws the water.`,
  }
}

beforeAll(() => {
  const rows = everyday(800).map((row, index) =>
    index % 2 === 0
      ? { ...row, ...theirs(index) }
      : { ...row, account_id: index % 3 ? OTHER : row.account_id },
  )
  const broken = `{"account_id":"${PERSON.account}","time":"yesterday"}\n{"account_id":"${PERSON.account}", oh\n`
  writeFileSync(join(cwd, 'log.ndjson'), ndjson(rows) + broken)
  const { organisation, domain, email, card, device, phone, referral } = PERSON
  writeFileSync(
    join(cwd, 'accounts.csv'),
    [
      'account_id,organization_id,email_domain,email_hash,payment_fingerprint,device_fingerprint,phone_hash,referral_code,card_bin_country,billing_country',
      `${PERSON.account},${organisation},${domain},${email},${card},${device},${phone},${referral},NZ,IS`,
      `${OTHER},,,,,,,,NZ,NZ`,
    ].join('\n'),
  )
})

/** Files of the data folder in whose bytes a text stands. */
function filesWith(data: string, text: string): string[] {
  return readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text))
}

/** Tables in whose rows a text stands, once the engine has decompressed them; deleted rows too. */
async function tablesWith(data: string, texts: readonly string[]): Promise<string[]> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  try {
    const found: string[] = []
    const tables = await store.query<{ name: string; engine: string }>(
      'SELECT name, engine FROM system.tables WHERE database = currentDatabase()',
    )
    for (const { name } of tables) {
      const rows = JSON.stringify(await store.query(`SELECT * FROM ${name}`))
      found.push(...texts.filter((text) => rows.includes(text)).map((text) => `${name}: ${text}`))
    }
    for (const name of ['parts', 'mutations']) {
      const left = await store.query(
        // The list of migrations names nobody, and is merged when the engine likes.
        `SELECT * FROM system.${name} WHERE database = currentDatabase() AND table != 'migrations' ${name === 'parts' ? 'AND NOT active' : ''}`,
      )
      if (left.length > 0) found.push(`system.${name}: ${left.length} left`)
    }
    return found
  } finally {
    await store.close()
  }
}

const SECRETS = Object.entries(PERSON).filter(([kind]) => !AS_THEY_ARE.some((name) => name === kind))

describe.each(['none', 'exemplars', 'keep'] as const)('--text %s', (mode) => {
  const data = join(cwd, mode, 'data')
  const hidden = SECRETS.filter(([kind]) => mode === 'none' || kind !== 'prompt').map(([, text]) => text)

  test('stores nothing of a person but what docs/privacy.md says', async () => {
    const { code, stderr } = await stillwatch(
      ['scan', 'log.ndjson', '--accounts', 'accounts.csv', '--text', mode, '--out', mode, '--quiet'],
      { cwd },
    )
    expect(code, stderr).toBe(0)
    expect(filesWith(data, PERSON.account)).not.toEqual([])
    for (const text of hidden) expect(filesWith(data, text), text).toEqual([])
    const inTables = await tablesWith(data, [PERSON.account, PERSON.prompt, ...hidden])
    expect(new Set(inTables.map((found) => found.split(':')[0]))).toEqual(
      new Set([
        'requests',
        'accounts',
        ...inTables.filter((found) => found.startsWith('passes')).map(() => 'passes'),
      ]),
    )
    expect(inTables.includes(`requests: ${PERSON.prompt}`)).toBe(mode !== 'none')
    for (const text of hidden)
      expect(
        inTables.filter((found) => found.endsWith(text)),
        text,
      ).toEqual([])
  })

  test('and forget leaves no byte of the account, and all of the others', async () => {
    // As a killed scan leaves it.
    mkdirSync(join(data, 'parts'))
    writeFileSync(join(data, 'parts/7.parts'), PERSON.prompt)
    const { code, stderr, stdout } = await stillwatch(['forget', PERSON.account, '--data', data], { cwd })
    expect(code, stderr).toBe(0)
    expect(stdout).toContain('400 requests')
    for (const text of Object.values(PERSON)) expect(filesWith(data, text), text).toEqual([])
    expect(await tablesWith(data, Object.values(PERSON))).toEqual([])
    expect(await tablesWith(data, [OTHER])).toContain(`requests: ${OTHER}`)
  })
})

test('the key and what else may hold text are for their owner’s eyes', () => {
  const data = join(cwd, 'none/data')
  for (const name of ['secret.key', 'rejects']) {
    expect(statSync(join(data, name)).mode & 0o077, name).toBe(0)
  }
  expect(statSync(join(data, 'secret.key')).mode & 0o777).toBe(0o600)
  expect(statSync(data).mode & 0o077).toBe(0)
})

test('one log in two installations leaves no hash in common', async () => {
  const { code, stderr } = await stillwatch(
    ['scan', 'log.ndjson', '--accounts', 'accounts.csv', '--out', 'second', '--quiet'],
    { cwd },
  )
  expect(code, stderr).toBe(0)
  const COLUMNS = {
    requests: ['request_key', 'api_key', 'conversation', 'end_user', 'address', 'prefix', 'client', 'body'],
    accounts: ['organization', 'email_domain', 'email', 'card', 'device', 'phone', 'referral'],
  }
  const hashesIn = async (data: string): Promise<Set<string>> => {
    const store = await openStore({ dataDir: data, clickhouseUrl: '' })
    const hashes = new Set<string>()
    for (const [table, columns] of Object.entries(COLUMNS)) {
      for (const row of await store.query<Record<string, string>>(
        `SELECT ${columns.join(', ')} FROM ${table} WHERE account_id != {gone:String}`,
        { gone: 'nobody' },
      ))
        for (const value of Object.values(row)) if (value !== '0') hashes.add(value)
    }
    for (const { token } of await store.query<{ token: string }>(
      'SELECT DISTINCT arrayJoin(arrayConcat(template, segments)) AS token FROM requests',
    ))
      hashes.add(token)
    await store.close()
    return hashes
  }
  const second = await hashesIn(join(cwd, 'second/data'))
  const first = await hashesIn(join(cwd, 'none/data'))
  expect(first.size).toBeGreaterThan(400)
  expect(second.size).toBeGreaterThan(1_000)
  expect([...second].filter((hash) => first.has(hash))).toEqual([])
})
