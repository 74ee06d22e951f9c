import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { MARKINGS, type Marking } from './marking.ts'
import { renderReport } from './report.ts'
import { emptyResult, exampleResult } from './testing/fixture.ts'

const { result, pictures } = exampleResult()
const report = renderReport(result, pictures, { textIncluded: false })
const plain = report
  .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
  .replace(/<[^>]+>/g, '')
  .replace(/\s+/g, ' ')

test('the same result gives the same bytes', () => {
  expect(renderReport(result, pictures, { textIncluded: false })).toBe(report)
})

test('the policy allows exactly the style and the script of the page', () => {
  const policy =
    /Content-Security-Policy" content="([^"]+)"/.exec(report)?.[1]?.replaceAll('&#39;', "'") ?? ''
  expect(policy).toContain("default-src 'none'")
  for (const [element, directive] of [
    ['style', 'style-src'],
    ['script', 'script-src'],
  ]) {
    const content = new RegExp(`<${element}>([^]*?)</${element}>`).exec(report)?.[1] ?? ''
    expect(content.length).toBeGreaterThan(500)
    const hash = createHash('sha256').update(content).digest('base64')
    expect(policy).toContain(`${directive} 'sha256-${hash}'`)
  }
  expect(policy).not.toContain('unsafe')
  expect(report).not.toMatch(/ style="| on\w+="/)
})

test('the first page says what was found, how sure, and what being wrong would mean', () => {
  expect(plain).toContain('2 campaigns by analysis (1 confirmed, 1 suspected), with 204 core accounts')
  expect(plain).toContain('; and 1 group on watch, of which nobody is accused.')
  expect(plain).toContain('confirmed by analysis, not reviewed')
  expect(plain).toContain('One person must review a campaign before anyone acts on it.')
  expect(plain).toContain('reversible')
})

test('where all groups are on watch the report accuses nobody', () => {
  const campaigns = result.campaigns.map((campaign) => ({ ...campaign, verdict: 'watch' as const }))
  const watched = renderReport({ ...result, campaigns }, pictures, { textIncluded: false })
  expect(watched).not.toMatch(/stand accused|<p class="quiet">[^<]*Core accounts are the only ones accused/)
  expect(plain).toContain('stand accused')
  expect(plain).toContain('Core accounts are the only ones accused')
})

test('every evidence item stands there with its alternatives, outcomes in words, and its query', () => {
  for (const item of result.campaigns.flatMap(({ evidence }) => evidence)) {
    expect(plain).toContain(item.observation)
    for (const { explanation, detail } of item.alternatives) {
      expect(plain).toContain(explanation)
      expect(plain).toContain(detail)
    }
  }
  for (const words of ['Rejected', 'Not excluded', 'Not testable', 'T05 chain-of-thought elicitation']) {
    expect(plain).toContain(words)
  }
  expect(plain).toContain('WHERE card IN {cards:Array(UInt64)}')
})

test('groups that were looked at and cleared stand there with the reasons, and without a name', () => {
  expect(plain).toContain('It is openly one customer: its members declare one organisation, or two.')
  expect(plain).toContain('about 3.4 % of the natural groups')
  expect(plain).toContain('21 more came less near')
  expect(report).not.toContain('acct_seat-')
  const { cleared: _, ...older } = result
  expect(renderReport(older, pictures, { textIncluded: false })).not.toContain('Looked at and cleared')
})

test('customer text appears only when it was asked for', () => {
  expect(report).not.toContain('Explain your reasoning in numbered steps')
  expect(renderReport(result, pictures, { textIncluded: true })).toContain(
    'Explain your reasoning in numbered steps',
  )
})

test('what is not drawn is counted', () => {
  // 5,000 accounts, of which 160 stand in the drawing for paper.
  expect(plain).toContain('4,840 more not drawn.')
})

test.each(Object.keys(MARKINGS) as Marking[])(
  '%s stands at head and foot, on screen and on paper',
  (marking) => {
    const marked = renderReport(emptyResult(), [], { textIncluded: false, marking })
    expect(marked.split(`>${marking}</strong>`)).toHaveLength(3)
    expect(marked.split(`content: "${marking}"`)).toHaveLength(3)
  },
)

test('finding nothing is said with what was checked and what could not be', () => {
  const empty = renderReport(emptyResult(), [], { textIncluded: false })
  expect(empty).toContain('No campaign was found.')
  expect(empty).toContain('This is not proof that there is none.')
  expect(empty).toContain('Extraction intent could not be tested')
  expect(empty).not.toContain('id="sure"')
})

test('a review by a person replaces "not reviewed"', () => {
  const [first] = result.campaigns
  if (!first) throw new Error('the fixture has three campaigns')
  const cleared = renderReport({ ...result, campaigns: [{ ...first, review: 'cleared' }] }, [], {
    textIncluded: false,
  })
  expect(cleared.replace(/<[^>]+>/g, '')).toContain('cleared by a person (analysis said: confirmed)')
  expect(cleared.replace(/<[^>]+>/g, '')).not.toContain('by analysis, not reviewed')
})
