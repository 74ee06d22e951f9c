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
    // Success criterion 1.4.11, which axe leaves to people.
    for (const field of ['[data-find]', '[data-search]', '[data-size]']) {
      const [border, ground] = await page.evaluate<string[]>(
        `(({ borderTopColor, backgroundColor }) => [borderTopColor, backgroundColor])(getComputedStyle(document.querySelector('${field}')))`,
      )
      expect(contrast(border ?? '', ground ?? ''), field).toBeGreaterThanOrEqual(3)
    }
    expect(await violations(renderReport(emptyResult(), [], { textIncluded: false }))).toEqual([])
  })
})

/** Of two opaque colours as a browser computes them (WCAG 2.2, "contrast ratio" and "relative luminance"). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other].map(luminance).sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
