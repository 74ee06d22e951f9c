import { readFileSync } from 'node:fs'
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { StillwatchError } from '../errors/index.ts'
import { CAMPAIGN_CLASSES } from './campaigns/index.ts'
import { ScenarioPlan } from './plan.ts'

type Issue = z.core.$ZodIssue

/** Problems told at a time. */
const TOLD = 5

/**
 * Reads a scenario file: YAML (and so JSON) of the shape that `ScenarioPlan` describes.
 * @throws StillwatchError SW_FILE_NOT_FOUND; SW_SCENARIO_INVALID naming line, path and what is wrong
 */
export function readScenario(path: string): ScenarioPlan {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new StillwatchError(
      'SW_FILE_NOT_FOUND',
      `The scenario file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Name a scenario (stillwatch simulate --help lists them), or a YAML file that is there.',
      { cause: error },
    )
  }
  return parseScenario(text, path)
}

/** @param path what the text is called in messages */
export function parseScenario(text: string, path: string): ScenarioPlan {
  const lines = new LineCounter()
  // A bound on aliases keeps a few lines from becoming billions of campaigns.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [broken] = document.errors
  if (broken) throw invalid([`${path}:${lines.linePos(broken.pos[0]).line}: no YAML: ${broken.message}`])
  const value: unknown = document.toJS({ maxAliasCount: 100 })
  const parsed = ScenarioPlan.safeParse(value)
  const issues = parsed.success ? contradictions(parsed.data) : parsed.error.issues.flatMap(worded)
  if (parsed.success && issues.length === 0) return parsed.data
  throw invalid(
    issues.map(
      ({ path: at, message }) =>
        `${path}:${lineOf(document, lines, at)}: ${at.length > 0 ? `${dotted(at)}: ` : ''}${message}`,
    ),
  )
}

interface Problem {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** A schema's complaint in words; each unknown key has a line of its own. */
function worded(issue: Issue): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'there is no such setting' }))
  if (issue.code === 'invalid_value')
    return [{ path: issue.path, message: `one of ${issue.values.map(String).join(', ')} is needed` }]
  return [{ path: issue.path, message: issue.message }]
}

/** What every setting allows, and all together do not. */
function contradictions(plan: ScenarioPlan): Problem[] {
  const days = plan.days ?? 14
  return plan.campaigns.flatMap((campaign, at): Problem[] => {
    const found: Problem[] = []
    const { from_day: from = 0, to_day: to = days } = campaign
    if (to <= from || from >= days) {
      found.push({
        path: ['campaigns', at, campaign.from_day === undefined ? 'to_day' : 'from_day'],
        message: `it begins on day ${from} and ends on day ${to} of ${days}`,
      })
    }
    const kind = CAMPAIGN_CLASSES.find(({ name }) => name === campaign.class)
    if (campaign.instructions && kind && 'ownWords' in kind) {
      found.push({
        path: ['campaigns', at, 'instructions'],
        message: `the class ${campaign.class} has texts of its own kind and takes none; choose another class`,
      })
    }
    return found
  })
}

/** The line of a place in the document, or of the nearest place around it that exists. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const key = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
      if (pair && isNode(pair.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line
    }
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

/** campaigns[0].ties.card */
function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
}

function invalid(problems: readonly string[]): StillwatchError {
  const more = problems.length - TOLD
  return new StillwatchError(
    'SW_SCENARIO_INVALID',
    `${problems.slice(0, TOLD).join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    'Correct the file; stillwatch simulate --schema prints what it may hold.',
  )
}
