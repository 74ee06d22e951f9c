// ClickHouse's HTTP interface in front of the real engine, in a process of its own: what `http-server.ts` starts.
// See ClickHouse's documentation, "HTTP Interface".
import { randomBytes } from 'node:crypto'
import { createWriteStream, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createDeflate, createGunzip, createGzip, createInflate } from 'node:zlib'
import { Session } from 'chdb'

const { folder, port, user, password, bare, shards } = JSON.parse(process.argv[2])
/** As `http_max_uri_size` allows by default. */
const LONGEST_ADDRESS = 1 << 20
/** As `http_max_field_value_size` allows by default. */
const LONGEST_FIELD = 1 << 17
/** What stands in the address beside settings. */
const NO_SETTINGS = new Set(['query', 'query_id', 'database', 'session_id', 'default_format', 'role'])
/** Settings of the HTTP interface alone, which the engine by itself may not know. */
const OF_HTTP = /^(enable_http_compression|http_|wait_end_of_query|send_progress_in_http_headers|buffer_size)/

const STATUS = { 62: 400, 60: 404, 81: 404, 193: 403, 497: 403, 516: 403 }

const idle = []
const sessions = new Map()
const seen = []
let fault
let files = 0

const server = createServer(
  { maxHeaderSize: LONGEST_ADDRESS, keepAliveTimeout: 10_000 },
  (request, response) => {
    answer(request, response).catch((error) => {
      if (!response.headersSent) fail(response, error)
      else response.destroy()
    })
  },
)
server.listen(port, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('disconnect', () => process.exit())
process.on('message', (order) => {
  if (order.fault !== undefined) fault = order.fault ?? undefined
  process.send({ answer: order.id, seen: seen.splice(0) })
})

async function answer(request, response) {
  const address = new URL(request.url, 'http://localhost')
  if (address.pathname === '/ping') return response.end('Ok.\n')
  const parameters = address.searchParams
  seen.push({
    encoding: request.headers['content-encoding'],
    accepted: request.headers['accept-encoding'],
    address: request.url.length,
  })
  if (!isAllowed(request)) {
    throw new Error(
      `Code: 516. DB::Exception: ${userOf(request)}: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)`,
    )
  }
  const insert = /^\s*INSERT\s+INTO\s+(\w+)\s*\(([^)]+)\)\s*FORMAT\s+(\w+)\s*$/.exec(
    parameters.get('query') ?? '',
  )
  const body = await received(request, insert?.[1])
  try {
    const isForm = request.headers['content-type']?.startsWith('multipart/form-data') ?? false
    if (isForm) await readForm(parameters, request, body.small)
    const text = isForm ? '' : (body.small?.toString() ?? '')
    const whole = insert
      ? parameters.get('query')
      : [parameters.get('query'), text].filter(Boolean).join('\n')
    const statement = shards === undefined ? whole : withoutKeeper(whole)
    const broken = fault && statement.includes(fault.statement) ? fault : undefined
    if (broken?.kind === 'hang') return
    const session = take(parameters.get('session_id'))
    try {
      await prepare(session, parameters)
      if (insert) await store(session, insert, body.file)
      await respond(session, insert ? undefined : statement, parameters, request, response, broken)
    } finally {
      await restore(session, parameters)
    }
  } finally {
    if (body.file) rmSync(body.file, { force: true })
  }
}

/** Fields of a form count as if they stood in the address. */
async function readForm(parameters, request, bytes) {
  // Forms are read as they come.
  if (request.headers['content-encoding'] !== undefined)
    throw new Error('Poco::Exception. Code: 1000, e.code() = 0, HTML Form Exception: No boundary line found')
  const form = await new Response(bytes, {
    headers: { 'Content-Type': request.headers['content-type'] },
  }).formData()
  for (const [name, value] of form) {
    if (Buffer.byteLength(value) > LONGEST_FIELD) {
      throw new Error('Poco::Exception. Code: 1000, e.code() = 0, HTML Form Exception: Field value too long')
    }
    parameters.set(name, value)
  }
}

/** A cluster of this one server, which has no keeper. */
function withoutKeeper(statement) {
  return statement
    .replace(/ON CLUSTER '\w+'/, '')
    .replace(/ENGINE = Replicated(\w*MergeTree)\('[^']*', '[^']*'(?:, )?/, 'ENGINE = $1(')
}

function userOf(request) {
  const [, coded = ''] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? []
  return Buffer.from(coded, 'base64').toString().split(':')[0] || 'default'
}

function isAllowed(request) {
  if (user === undefined) return true
  return request.headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/** Rows wait in a file, as the engine takes binary rows from nowhere else; a statement is text. */
async function received(request, table) {
  const decoder = decoders[request.headers['content-encoding'] ?? 'identity']
  if (!decoder) throw new Error('Code: 1. DB::Exception: Unknown compression method (NOT_IMPLEMENTED)')
  const plain = decoder(request)
  if (!table) {
    const pieces = []
    for await (const piece of plain) pieces.push(piece)
    return { small: Buffer.concat(pieces) }
  }
  const file = join(folder, `body-${++files}`)
  let bytes = 0
  await pipeline(
    plain,
    async function* counted(pieces) {
      for await (const piece of pieces) {
        bytes += piece.length
        yield piece
        if (fault?.kind === 'die' && fault.statement.includes(table) && bytes >= fault.bytes) fault.now = true
        if (fault?.now) return
      }
    },
    createWriteStream(file, { mode: 0o600 }),
  )
  if (fault?.now) await die(request, file)
  return { file }
}

const decoders = {
  identity: (request) => request,
  gzip: (request) => request.pipe(createGunzip()),
  deflate: (request) => request.pipe(createInflate()),
  br: (request) => request.pipe(createBrotliDecompress()),
}

/** A server that dies while rows arrive has stored the blocks that were whole. */
async function die(request, file) {
  const parameters = new URL(request.url, 'http://localhost').searchParams
  const insert = /INTO\s+(\w+)\s*\(([^)]+)\)\s*FORMAT\s+(\w+)/.exec(parameters.get('query'))
  const session = take()
  try {
    await session.queryAsync(
      'SET max_block_size = 500, min_insert_block_size_rows = 500, max_insert_threads = 1',
    )
    await session.queryAsync('SET max_partitions_per_insert_block = 0, input_format_parallel_parsing = 0')
    await store(session, insert, file)
  } catch {
    // The last row ends midway.
  }
  process.kill(process.pid, 'SIGKILL')
  await new Promise(() => {})
}

function take(id) {
  if (id) {
    if (!sessions.has(id)) sessions.set(id, new Session(join(folder, 'engine')))
    return sessions.get(id)
  }
  return idle.pop() ?? new Session(join(folder, 'engine'))
}

function settingsOf(parameters) {
  return [...parameters].filter(([name]) => !NO_SETTINGS.has(name) && !OF_HTTP.test(name))
}

async function prepare(session, parameters) {
  await session.queryAsync(`USE ${parameters.get('database') ?? 'default'}`)
  // A parameter is a statement here, not to a server.
  await session.queryAsync('SET max_query_size = 268435456')
  for (const [name, value] of settingsOf(parameters))
    await session.queryAsync(`SET ${name} = ${literal(value)}`)
}

async function restore(session, parameters) {
  for (const [name] of settingsOf(parameters)) {
    if (!name.startsWith('param_')) await session.queryAsync(`SET ${name} = DEFAULT`)
  }
  if (!parameters.has('session_id')) idle.push(session)
}

function literal(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

async function store(session, [, table, columns, format], file) {
  const described = await session.queryAsync(`DESCRIBE TABLE ${table}`, { format: 'JSONEachRow' })
  const types = new Map(
    described
      .text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ name, type }) => [name, type]),
  )
  const structure = columns.split(',').map((name) => `${name.trim()} ${types.get(name.trim())}`)
  await session.queryAsync(
    `INSERT INTO ${table} (${columns}) SELECT * FROM file(${literal(file)}, '${format}', ${literal(structure.join(', '))})`,
  )
}

async function respond(session, statement, parameters, request, response, broken) {
  const tag = randomBytes(8).toString('hex')
  const headers = { 'X-ClickHouse-Query-Id': parameters.get('query_id') ?? '' }
  if (!bare) headers['X-ClickHouse-Exception-Tag'] = tag
  if (statement === undefined) return response.writeHead(200, headers).end()
  if (!/^\s*(SELECT|WITH)\b/.test(statement)) {
    const result = await session.queryAsync(statement, { format: 'TabSeparated' })
    return response.writeHead(200, headers).end(result.bytes())
  }
  let begun = false
  const out = encoderOf(parameters, request)
  try {
    for await (const chunk of session.queryStream(statement, { format: 'TabSeparated' })) {
      if (!begun) {
        if (out.encoding) headers['Content-Encoding'] = out.encoding
        response.writeHead(200, headers)
        if (out.stream) out.stream.pipe(response)
        begun = true
      }
      const sink = out.stream ?? response
      const bytes = Buffer.from(chunk.raw())
      if (!sink.write(bytes)) await new Promise((drained) => sink.once('drain', drained))
      if (broken?.kind === 'cut') {
        out.stream?.flush?.()
        setTimeout(() => response.destroy(), 50)
        return
      }
    }
  } catch (error) {
    if (!begun) throw error
    const message = messageOf(error)
    const text = bare
      ? `${message}\n`
      : `\r\n__exception__\r\n${tag}\r\n${message}\n${Buffer.byteLength(message) + 1} ${tag}\r\n__exception__\r\n`
    ;(out.stream ?? response).end(text)
    return
  }
  if (!begun) response.writeHead(200, headers).end()
  else (out.stream ?? response).end()
}

function encoderOf(parameters, request) {
  const accepted = request.headers['accept-encoding'] ?? ''
  if (parameters.get('enable_http_compression') !== '1') return {}
  if (accepted.includes('gzip')) return { encoding: 'gzip', stream: createGzip() }
  if (accepted.includes('deflate')) return { encoding: 'deflate', stream: createDeflate() }
  return {}
}

function messageOf(error) {
  const text = error instanceof Error ? error.message : String(error)
  return /^Code: /.test(text) ? text : `Code: 1002. DB::Exception: ${text} (UNKNOWN_EXCEPTION)`
}

function fail(response, error) {
  const message = messageOf(error)
  const [, code = '1002'] = /^Code: (\d+)/.exec(message) ?? []
  response.writeHead(STATUS[code] ?? 500, { 'X-ClickHouse-Exception-Code': code }).end(`${message}\n`)
}
