import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { untilException } from './midway.ts'

const TAG = 'PU1FNUFH98JXLKMN'
const DATA = 'row 1\r\n__exception__\r\nno mark of this answer\r\n__exc'
const MESSAGE = 'Code: 395. DB::Exception: it\nbroke (FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)'
const FAILED = `${DATA}\r\n__exception__\r\n${TAG}\r\n${MESSAGE}\n${MESSAGE.length + 1} ${TAG}\r\n__exception__\r\n`

async function read(pieces: readonly string[], tag: string | undefined) {
  let text = ''
  let failure: string | undefined
  try {
    for await (const piece of untilException(Readable.from(pieces.map((piece) => Buffer.from(piece))), tag)) {
      text += Buffer.from(piece).toString()
    }
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  return { text, failure }
}

test('an exception is found wherever the pieces end, and nothing before it is lost', async () => {
  for (let at = 0; at <= FAILED.length; at++) {
    const pieces = [FAILED.slice(0, at), FAILED.slice(at)]
    expect(await read(pieces, TAG), `cut at ${at}`).toEqual({ text: DATA, failure: MESSAGE })
  }
  expect(await read([...FAILED], TAG)).toEqual({ text: DATA, failure: MESSAGE })
})

test('a result without one stays as it is', async () => {
  for (const pieces of [[...DATA], [DATA], [`${DATA}\r\n__exception__\r\nPU1F`], []]) {
    expect(await read(pieces, TAG)).toEqual({ text: pieces.join(''), failure: undefined })
  }
  expect(await read([FAILED], undefined)).toEqual({ text: FAILED, failure: undefined })
})
