import fc from 'fast-check'
import { type CampaignPicture, CLEARANCES, type ScanResult } from '../../record/index.ts'
import { exampleResult } from './fixture.ts'
import { POOL_COMPARISON, POOL_PORTRAIT } from './portrait.ts'

/** Strings that try to become markup, script, terminal commands, or to reorder what stands beside them. */
const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '<script>window.owned = true</script>',
    '</script><script>window.owned = true</script>',
    '<!--<script>',
    '"><img src=x onerror="window.owned = true">',
    "' onmouseover='window.owned = true",
    '</style><svg onload=window.owned=true>',
    ']]></title></noscript><iframe srcdoc="<script>parent.owned=true</script>">',
    'javascript:window.owned=true',
    'https://example.com/"onclick="window.owned=true',
    '\u202egpj.exe\u2066',
    '\u001b[2J\u001b]0;owned\u0007',
    '\u0000\r\n\t\u0085\u2028\u2029\ufeff\ud800',
    '{{constructor.constructor("window.owned=true")()}}',
    '__proto__',
    '&lt;script&gt;&#x3c;',
    '=HYPERLINK("x")',
    'x'.repeat(400),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** A small result in which every foreign string is drawn from `hostileText`. */
export const hostileResult: fc.Arbitrary<{
  result: ScanResult
  pictures: CampaignPicture[]
  texts: string[]
}> = fc.uniqueArray(hostileText, { minLength: 12, maxLength: 12 }).map((texts) => {
  const { result, pictures } = exampleResult()
  const [campaign, picture] = [result.campaigns[1], pictures[1]]
  if (!campaign || !picture) throw new Error('the fixture has three campaigns')
  const text = (index: number) => texts[index % texts.length] ?? ''
  const ids = campaign.accounts.map((_, index) => text(index))
  const accounts = [...new Set(ids)]
  return {
    texts,
    result: {
      ...result,
      stillwatch_version: text(0),
      campaigns: [
        {
          ...campaign,
          id: text(1),
          summary: text(2),
          detected_at: text(3),
          first_seen: text(4),
          intent_rank: text(5),
          accounts,
          members: accounts.map((account_id, index) => ({
            account_id,
            role: 'core',
            families: ['identity'],
            reasons: [text(index + 3), text(index + 4)],
          })),
          tactics: [text(6)],
          evidence: campaign.evidence.map((item) => ({
            ...item,
            signal: text(7),
            observation: text(8),
            tactics: [text(9)],
            references: [text(10), text(11)],
            query: text(0),
            alternatives: [{ explanation: text(1), outcome: 'not_excluded', detail: text(2) }],
          })),
        },
      ],
      cleared: {
        groups: texts.map((each, index) => ({
          accounts: [each, text(index + 1)],
          related_by: text(index + 2),
          reasons: CLEARANCES.map((reason) => ({ reason, figure: index })),
        })),
        omitted: 3,
      },
      data_quality: {
        ...result.data_quality,
        field_coverage: { [text(3)]: 0.5 },
        warnings: [text(4)],
        signals_left_out: [{ signal: text(5), reason: text(6) }],
      },
    },
    pictures: [
      {
        campaign_id: text(1),
        graph: {
          ...picture.graph,
          nodes: picture.graph.nodes.map((node, index) => ({ ...node, label: text(index) })),
        },
        timeline: {
          ...picture.timeline,
          lanes: picture.timeline.lanes.map((lane, index) => ({ ...lane, account_id: text(index) })),
          marks: picture.timeline.marks.map((mark, index) => ({ ...mark, label: text(index + 5) })),
        },
        portrait: {
          ...POOL_PORTRAIT,
          plans: [{ name: text(1), count: 20 }],
          models: [{ name: text(2), count: 60_000 }],
          languages: [{ name: text(3), count: 400_000 }],
          routes: [
            { name: text(4), count: 60_000 },
            { name: text(5), count: 60_000 },
          ],
          opened: { in_window: 3, most_in_a_day: 2, day: text(6) },
          pivots: POOL_PORTRAIT.pivots.map((pivot) => ({ ...pivot, model: text(7), released: text(8) })),
        },
        comparison: {
          ...POOL_COMPARISON,
          cue: text(9),
          campaign: { ...POOL_COMPARISON.campaign, shared: { [text(10)]: 0.9 } },
          look_alikes: POOL_COMPARISON.look_alikes.map((group) => ({
            ...group,
            reason: text(11),
            declared: text(0),
          })),
        },
        exemplars: texts.map((each, index) => ({
          account_id: text(index),
          time: Date.UTC(2026, 1),
          text: `${each} Explain every single step of the reasoning before you answer ${each}`,
        })),
      },
    ],
  }
})
