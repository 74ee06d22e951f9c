import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderReport } from './report.ts'
import { findChromium, type OpenBrowser, openBrowser } from './testing/browser.ts'
import { emptyResult, exampleResult } from './testing/fixture.ts'
import { hostileResult } from './testing/hostile.ts'
import { visible } from './visible.ts'

const chromium = findChromium()
if (!chromium) console.warn('No Chromium found (set CHROMIUM_PATH): the report is not tested in a browser.')

describe.skipIf(!chromium)('the report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-report-'))
  const { result, pictures } = exampleResult()
  const complaints: string[] = []
  let browser: OpenBrowser
  let page: Page

  async function open(html: string): Promise<void> {
    const file = join(folder, 'report.html')
    writeFileSync(file, html)
    complaints.length = 0
    await page.goto(pathToFileURL(file).href)
  }

  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '')
    page = await browser.context.newPage()
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`)
    })
  })

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('loads without an error, a violation of its policy, or a request to anywhere', async () => {
    await open(renderReport(result, pictures, { textIncluded: true }))
    expect(await page.locator('.members tbody tr').count()).toBeGreaterThan(0)
    expect(complaints).toEqual([])
  })

  test.each([380, 768, 1400])('does not scroll sideways at %i px', async (width) => {
    await page.setViewportSize({ width, height: 900 })
    for (const html of [
      renderReport(result, pictures, { textIncluded: true }),
      renderReport(emptyResult(), [], { textIncluded: false }),
    ]) {
      await open(html)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
    await page.setViewportSize({ width: 1400, height: 900 })
  })

  test('5,000 accounts are searched, sorted and paged', async () => {
    await open(renderReport(result, pictures, { textIncluded: false }))
    const roster = page.locator('[data-roster="core-3"]')
    const accounts = roster.locator('tbody[data-rows] td:first-child')
    const count = roster.locator('[data-count]')
    expect(await count.textContent()).toBe('1–25 of 5,000')
    const ascending = await accounts.allTextContents()

    await roster.getByRole('button', { name: 'Next' }).click()
    expect(await count.textContent()).toBe('26–50 of 5,000')

    await roster.getByRole('button', { name: 'Account' }).click()
    expect(await roster.locator('th').first().getAttribute('aria-sort')).toBe('descending')
    const descending = await accounts.allTextContents()
    const order = new Intl.Collator('en', { numeric: true })
    expect(descending).toEqual([...descending].sort((one, other) => order.compare(other, one)))
    expect(descending[0]).not.toBe(ascending[0])

    const wanted = result.campaigns[2]?.accounts[4321] ?? ''
    await roster.getByRole('searchbox').fill(wanted.toUpperCase())
    expect(await accounts.allTextContents()).toEqual([wanted])
    expect(await count.textContent()).toBe('1–1 of 1 (5,000 in all)')
    await roster.getByRole('searchbox').fill('no such account')
    expect(await count.textContent()).toBe('None of 0 (5,000 in all)')

    await roster.getByRole('searchbox').fill('')
    await roster.getByRole('combobox').selectOption('0')
    expect(await accounts.count()).toBe(5000)
  })

  test('hostile strings stay text', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileResult,
        fc.boolean(),
        async ({ result: hostile, pictures: drawn, texts }, narrow) => {
          await page.setViewportSize({ width: narrow ? 380 : 1400, height: 900 })
          await open(renderReport(hostile, drawn, { textIncluded: true }))
          await page.locator('[data-scene]').first().scrollIntoViewIfNeeded()
          await page
            .locator('.gl [data-find]')
            .first()
            .fill(texts[0]?.slice(0, 3) ?? 'x')
          await page.locator('.gl [data-find]').first().press('Enter')
          expect(complaints).toEqual([])
          expect(await page.evaluate('window.owned')).toBeUndefined()
          expect(await page.locator('script:not([type="application/json"])').count()).toBe(1)
          expect(
            await page.locator('img, iframe, object, embed, base, form, link:not([rel=icon])').count(),
          ).toBe(0)
          // The rows' heights are set by the page's own script.
          expect(
            await page.evaluate(
              `[...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames().filter((name) => name.startsWith('on') || (name === 'style' && !each.closest('.rows'))))`,
            ),
          ).toEqual([])
          expect(
            await page.evaluate(
              `[...document.links].map((link) => link.protocol).filter((each) => each !== 'file:' && each !== 'https:')`,
            ),
          ).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
          const shown = await page
            .locator('[data-roster="core-1"] tbody[data-rows] td:first-child')
            .allTextContents()
          expect(new Set(shown)).toEqual(new Set(texts.map(visible)))
        },
      ),
      { numRuns: 15 },
    )
  })

  test('without WebGL the drawing for paper stays, and follows pointer and keyboard', async () => {
    const plain = await openBrowser(chromium ?? '', { webgl: false })
    try {
      const page = await plain.context.newPage()
      const file = join(folder, 'no-webgl.html')
      writeFileSync(file, renderReport(result, pictures, { textIncluded: false }))
      await page.goto(pathToFileURL(file).href)
      const graph = page.locator('[data-graph]').first()
      await graph.scrollIntoViewIfNeeded()
      await page.locator('[data-heat] [data-scale]').first().filter({ hasText: 'to' }).waitFor()
      expect(await graph.locator('[data-stage]').isVisible()).toBe(false)
      await graph.locator('.keys .node').nth(2).hover()
      expect(await graph.locator('svg.following').count()).toBe(1)
      const near = await graph.locator('.accounts .node.near').count()
      expect(await graph.locator('[data-status]').textContent()).toContain(`held by ${near} drawn account`)
      await graph.locator('.node[tabindex="0"]').focus()
      await page.keyboard.press('ArrowDown')
      expect(await graph.locator('.keys .node').nth(1).getAttribute('tabindex')).toBe('0')
      expect(await graph.locator('.node[tabindex="0"]').count()).toBe(1)
    } finally {
      await plain.close()
    }
  })

  test('without scripts the first 1,000 accounts are written out', async () => {
    const scriptless = await openBrowser(chromium ?? '', { javaScriptEnabled: false })
    try {
      const still = await scriptless.context.newPage()
      const file = join(folder, 'scriptless.html')
      writeFileSync(file, renderReport(result, pictures, { textIncluded: false }))
      await still.goto(pathToFileURL(file).href)
      expect(await still.locator('[data-roster="core-3"] .written .id').count()).toBe(1000)
      expect(await still.locator('[data-roster="core-3"]').textContent()).toContain(
        'The first 1,000 of 5,000 accounts',
      )
      expect(await still.getByRole('searchbox').count()).toBe(0)
    } finally {
      await scriptless.close()
    }
  })
})
