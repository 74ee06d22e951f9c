import { expect, test } from 'vitest'
import { passPlot } from './pass-plot.ts'

const stopped = { requests: 100_000_000, accounts: 1_000_000, seconds: 1_200, stage: 'Detecting', peak: 1e10 }
const ended = {
  ...{
    requests: 1_000_000,
    accounts: 10_000,
    principals: 10_000,
    candidates: 9_000,
    references: 500,
    campaigns: 3,
  },
  ...{ disk: 1e8, stages: [{ name: 'Loading', seconds: 4 }], seconds: 20, cpu: 25, peak: 1e9 },
}

test('a pass that was stopped is in the plot, beyond where it was stopped', () => {
  const both = passPlot([ended], [stopped])
  expect(both).toContain('stopped after 1200.0 s of 100,000,000 requests')
  expect(both).toContain('whole pass: 20.0 s for 1,000,000 requests')
  // A hundred million on the axis of requests, and 1,200 seconds on the other.
  expect(both).toMatch(/d="M246\.0 108\.\dv-14/)
  expect(passPlot([ended], [])).not.toContain('stopped')
})
