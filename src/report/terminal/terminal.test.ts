import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyResult, exampleResult } from '../testing/fixture.ts'
import { hostileResult } from '../testing/hostile.ts'
import { renderAccount } from './account.ts'
import { renderExplanation } from './explanation.ts'
import { displayWidth, wrap } from './paper.ts'
import { renderTable } from './table.ts'

const { result, pictures } = exampleResult()
const [campaign] = result.campaigns
if (!campaign) throw new Error('the fixture has three campaigns')

test.each([24, 40, 60, 80, 120, 200])('at %i columns nothing is wider and nothing is cut', (width) => {
  const table = renderTable(result, { width, colour: false })
  for (const line of table.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
  const words = table.replace(/\s+/g, ' ')
  for (const each of result.campaigns) {
    expect(words).toContain(each.id)
    expect(words).toContain('by analysis, not reviewed')
    expect(words).not.toContain('…')
  }
  expect(words).toContain('143 of 180 accounts were paid with one of six cards')
  expect(words).toContain('318 unreadable lines')
  expect(words).toContain('tls_fingerprint was present in no record')
})

test('a wide terminal gets rows with headings', () => {
  expect(renderTable(result, { width: 120, colour: false })).toMatch(
    /^verdict +campaign +accounts +requests +families\n● confirmed by analysis, not reviewed +SW-2026-0f3a91 +180 +412,220 {2}identity/m,
  )
})

test('the three strongest reasons show both axes', () => {
  const table = renderTable(result, { width: 200, colour: false })
  expect(table).toMatch(/1\. 180 accounts worked.*\(partition, p = 1\.2 × 10⁻⁸⁸\)/)
  expect(table).toMatch(/3\. 94 % of requests.*\(elicitation, rank 5\.4 × 10⁻⁴\)/)
})

test('finding nothing is said with what could not be checked', () => {
  const table = renderTable(emptyResult(), { width: 80, colour: false })
  expect(table).toContain('No campaign was found.')
  expect(table).toContain('not proof that there is none')
  expect(table).toContain('Extraction intent could not be tested')
})

test('colour changes nothing but colour', () => {
  const options = { width: 80, colour: true }
  const plain = { width: 80, colour: false }
  expect(renderTable(result, options)).toContain('\u001b[')
  expect(stripVTControlCharacters(renderTable(result, options))).toBe(renderTable(result, plain))
  expect(stripVTControlCharacters(renderExplanation(campaign, pictures[0], undefined, options))).toBe(
    renderExplanation(campaign, pictures[0], undefined, plain),
  )
})

test('hostile data neither commands the terminal nor exceeds its width', () => {
  fc.assert(
    fc.property(hostileResult, fc.integer({ min: 24, max: 160 }), (hostile, width) => {
      const [accused] = hostile.result.campaigns
      if (!accused) throw new Error('the hostile result has one campaign')
      const printed = [
        renderTable(hostile.result, { width, colour: false }),
        renderExplanation(accused, hostile.pictures[0], undefined, { width, colour: false }),
        renderExplanation(accused, hostile.pictures[0], accused.accounts[0], { width, colour: false }),
        renderExplanation(accused, undefined, 'nobody', { width, colour: false }, hostile.result),
        ...hostile.texts.map((text) => renderAccount(text, hostile.result, { width, colour: false })),
      ].join('')
      expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      for (const line of printed.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }),
    { numRuns: 60 },
  )
})

test('an explanation holds every observation, every alternative with its outcome, and the query as it stands', () => {
  const text = renderExplanation(campaign, pictures[0], undefined, { width: 400, colour: false })
  for (const item of campaign.evidence) {
    expect(text).toContain(item.observation)
    for (const { explanation } of item.alternatives) expect(text).toContain(explanation)
  }
  expect(text).toContain('○ Not excluded: A reseller')
  expect(text).toContain('    FROM accounts FINAL\n    WHERE card IN')
})

test('an account learns why it is core, why it is linked, or that nothing ties it', () => {
  const explain = (account: string) =>
    renderExplanation(campaign, pictures[0], account, { width: 400, colour: false })
  const linked = campaign.members.find(({ role }) => role === 'linked')
  expect(explain(campaign.accounts[0] ?? '')).toContain('is a core account of SW-2026-0f3a91')
  expect(explain(campaign.accounts[0] ?? '')).toContain(`- ${campaign.members[0]?.reasons[0]}`)
  expect(explain(linked?.account_id ?? '')).toContain('is not accused')
  expect(explain('acct_other')).toContain('is not in SW-2026-0f3a91')
})

test('a core account of a group on watch is told that it is not accused', () => {
  const [account = ''] = campaign.accounts
  const told = (verdict: 'watch' | 'confirmed') =>
    renderExplanation({ ...campaign, verdict }, pictures[0], account, { width: 400, colour: false })
  expect(told('watch')).toContain('nobody is accused')
  expect(told('confirmed')).not.toContain('nobody is accused')
})

describe('an account by itself', () => {
  const options = { width: 400, colour: false }
  const cleared = {
    groups: [
      {
        accounts: ['acct_other', 'acct_its-neighbour', 'acct_third', 'acct_fourth'],
        related_by: 'shared-card',
        reasons: [
          { reason: 'card' as const, figure: 4 },
          { reason: 'intent-rank' as const, figure: 0.25 },
        ],
      },
    ],
    omitted: 0,
  }

  test('learns which groups came near and what cleared each, and no name of anybody else', () => {
    const text = renderAccount('acct_other', { ...result, cleared }, options)
    expect(text).toContain('acct_other is in no campaign.')
    expect(text).toContain('1. 4 accounts, holders of one payment card')
    expect(text).toContain('   - It is openly one customer: it pays with one card, or two.')
    expect(text).toContain('about 25 % of the natural groups')
    expect(text).not.toContain('acct_its-neighbour')
  })

  test('is told that it is in none, or that nothing was recorded', () => {
    expect(renderAccount('acct_quiet', { ...result, cleared }, options)).toContain('None: no group that')
    const { cleared: _, ...older } = result
    expect(renderAccount('acct_quiet', older, options)).toContain('Not recorded')
    const omitted = renderAccount('acct_quiet', { ...result, cleared: { ...cleared, omitted: 7 } }, options)
    expect(omitted).toContain('7 more groups')
  })

  test('is told which campaigns name it', () => {
    const accused = campaign.accounts[0] ?? ''
    const text = renderAccount(accused, result, options)
    expect(text).toContain(`${accused} is a core account of ${campaign.id}`)
    expect(text).toContain(`stillwatch explain ${campaign.id} ${accused}`)
  })

  test('that is not in the campaign asked for learns it too, an accused one does not need it', () => {
    const last = { ...result, cleared }
    const text = renderExplanation(campaign, pictures[0], 'acct_other', options, last)
    expect(text).toContain('it pays with one card')
    const accused = renderExplanation(campaign, pictures[0], campaign.accounts[0], options, last)
    expect(accused).not.toContain('came near')
  })
})

test('wrapping loses no character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 30 }), (text, width) => {
      expect(
        wrap(text, width)
          .join('')
          .replace(/[ \n\t]+/g, ''),
      ).toBe(text.replace(/[ \n\t]+/g, ''))
    }),
  )
})
