import { REQUEST_FIELDS, type RequestField } from '../../record/index.ts'
import { textOfResponse, textsOfMessages } from '../text/chat.ts'
import type { ReaderOptions } from '../types.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { isSaid } from './paths.ts'

/** Stillwatch's own field names and their aliases, chat `messages` in place of texts. */
export const native: Dialect = {
  id: 'native',
  title: 'native fields',
  needs: 'time (or timestamp, created_at) and account_id (or account, user_id, customer_id)',
  fields: Object.keys(REQUEST_FIELDS).filter((name): name is RequestField => name in REQUEST_FIELDS),
  recognise: (rows, options) => rows.some((row) => 'record' in toRequest(row, options)),
  toRequest,
}

const INPUTS = ['input_text', 'input', 'prompt'] as const
const OUTPUTS = ['output_text', 'output', 'completion', 'response', 'choices'] as const

function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion {
  const native = withTexts(options.map ? { ...row, ...mappedFields(row, options.map) } : row)
  return finish(native, options.map)
}

/** Chat messages and response objects as texts. Rows that have texts already, most of them, pass untouched. */
function withTexts(row: Record<string, unknown>): Record<string, unknown> {
  let texts: Record<string, unknown> | undefined
  if (row.messages !== undefined && !isSaid(row.input_text)) texts = { ...textsOfMessages(row.messages) }
  else {
    const name = INPUTS.find((input) => isSaid(row[input]))
    if (name && typeof row[name] === 'object') texts = { input_text: '', ...textsOfMessages(row[name]) }
  }
  if (texts && isSaid(row.system_text)) texts.system_text = row.system_text
  const name = OUTPUTS.find((output) => isSaid(row[output]))
  if (name && typeof row[name] === 'object') {
    const body = name === 'choices' ? row : row[name]
    texts = { ...texts, output_text: textOfResponse(body) ?? '' }
  }
  return texts ? { ...row, ...texts } : row
}
