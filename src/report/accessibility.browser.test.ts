import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderReport } from './report.ts'
import { findChromium, type OpenBrowser, openBrowser } from './testing/browser.ts'
import { emptyResult, exampleResult } from './testing/fixture.ts'

const chromium = findChromium()
/** Put in before the page's policy counts, as an extension would. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!chromium).each(['light', 'dark'] as const)('the report in %s colours', (colorScheme) => {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-accessibility-'))
  const { result, pictures } = exampleResult()
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '', { colorScheme })
    await browser.context.addInitScript({ content: axe })
    page = await browser.context.newPage()
  })

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function violations(html: string): Promise<string[]> {
    const file = join(folder, 'report.html')
    writeFileSync(file, html)
    await page.goto(pathToFileURL(file).href)
    // With everything drawn, and something selected.
    for (const scene of await page.locator('[data-scene]').all()) {
      await scene.scrollIntoViewIfNeeded()
      await scene.locator('.gl [data-find]').fill('a')
      await scene.locator('.gl [data-find]').press('Enter')
      await scene.locator('[data-selected] button').first().waitFor()
    }
    const { violations: found, passes }: AxeResults = await page.evaluate('axe.run(document)')
    expect(passes.length, 'rules that applied').toBeGreaterThan(15)
    return found.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html: at }) => `${id}: ${help}: ${at.slice(0, 200)}`),
    )
  }

  test.each([1400, 390])('at %i px axe finds nothing to complain of', async (width) => {
    await page.setViewportSize({ width, height: 900 })
    expect(await violations(renderReport(result, pictures, { textIncluded: true }))).toEqual([])
    expect(await violations(renderReport(emptyResult(), [], { textIncluded: false }))).toEqual([])
  })
})
