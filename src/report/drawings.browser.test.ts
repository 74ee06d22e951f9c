import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { renderReport } from './report.ts'
import { findChromium, type OpenBrowser, openBrowser } from './testing/browser.ts'
import { exampleResult } from './testing/fixture.ts'

const chromium = findChromium()

describe.skipIf(!chromium)('the interactive drawings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-drawings-'))
  const file = join(folder, 'report.html')
  const { result, pictures } = exampleResult()
  const complaints: string[] = []
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    writeFileSync(file, renderReport(result, pictures, { textIncluded: false }))
    browser = await openBrowser(chromium ?? '')
    page = await browser.context.newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
  })

  beforeEach(async () => {
    complaints.length = 0
    await page.setViewportSize({ width: 1300, height: 900 })
    await page.goto(pathToFileURL(file).href)
  })

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The drawings of one campaign, once they are there. */
  async function open(place: number): Promise<{ graph: Locator; heat: Locator }> {
    const scene = page.locator(`#campaign-${place} [data-scene]`)
    const graph = scene.locator('[data-graph]')
    await graph.scrollIntoViewIfNeeded()
    await graph.locator('[data-stage]').waitFor()
    return { graph, heat: scene.locator('[data-heat]') }
  }

  /** Canvases as their width and a picture. */
  function dotsOf(selectors: readonly string[]): Promise<[number, string][]> {
    return page.evaluate(`(async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      return ${JSON.stringify(selectors)}.map((selector) => {
        const canvas = document.querySelector(selector)
        return [canvas.width, canvas.toDataURL()]
      })
    })()`)
  }

  test('the strongest part is drawn first, all of it on demand', async () => {
    const { graph } = await open(3)
    expect(await graph.locator('[data-shown]').textContent()).toMatch(
      /^\d+ of [\d,]+ accounts and \d+ of \d+ keys drawn/,
    )
    const before = await graph.locator('[data-stage]').screenshot()
    await graph.locator('[data-extent]').click()
    expect(await graph.locator('[data-shown]').textContent()).toMatch(
      /^[\d,]+ accounts and \d+ keys drawn\.$/,
    )
    await page.waitForTimeout(100)
    const after = await graph.locator('[data-stage]').screenshot()
    expect(after.equals(before)).toBe(false)
    expect(complaints).toEqual([])
  })

  test('what is found by name is selected in the drawing, in words and in the rows', async () => {
    const { graph, heat } = await open(1)
    const key = pictures[0]?.graph.nodes.find(({ kind }) => kind === 'key')
    const holders = pictures[0]?.graph.edges
      .filter(({ target }) => target === key?.id)
      .map(({ source }) => source)
    const rows = new Set(pictures[0]?.timeline.lanes.map(({ account_id }) => account_id))
    const before = await graph.locator('[data-stage]').screenshot()
    await graph.locator('[data-find]').fill(key?.label ?? '')
    await graph.locator('[data-find]').press('Enter')
    expect(await graph.locator('[data-selected]').textContent()).toContain(
      `held by ${holders?.length} account`,
    )
    const shown = holders?.filter((account) => rows.has(account)).length ?? 0
    expect(shown).toBeGreaterThan(0)
    expect(await heat.locator('[data-status]').textContent()).toContain(`Selected: ${shown} account`)
    expect(await heat.locator('[data-selected-sum]').getAttribute('d')).toMatch(/^M150 /)
    await page.waitForTimeout(100)
    expect((await graph.locator('[data-stage]').screenshot()).equals(before)).toBe(false)
    // From there by keyboard to one of its accounts, and back to nothing.
    await graph.locator('[data-selected] .chip').first().focus()
    await page.keyboard.press('Enter')
    expect(await graph.locator('[data-selected]').textContent()).toContain('It holds:')
    // What has the focus now is the one sentence that is read out, so that Tab goes on from there.
    const focused = () =>
      page.evaluate('[document.activeElement.getAttribute("role"), document.activeElement.textContent]')
    expect(await focused()).toEqual(['status', expect.stringMatching(/^\S+ \((core|linked)\)$/)])
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Clear')
    await page.keyboard.press('Enter')
    expect(await focused()).toEqual(['status', expect.stringContaining('Select a mark')])
    await graph.locator('[data-find]').press('Enter')
    expect(await page.evaluate('document.activeElement.type')).toBe('search')
    await graph.locator('canvas').first().focus()
    await page.keyboard.press('Escape')
    expect(await graph.locator('[data-selected]').textContent()).toContain('Select a mark')
    expect(await heat.locator('[data-selected-sum]').getAttribute('d')).toBe('')
    expect(complaints).toEqual([])
  })

  test('a row reached by keyboard names its account, and selects it in the drawing', async () => {
    const { graph, heat } = await open(1)
    const [first, second] = pictures[0]?.timeline.lanes ?? []
    await heat.locator('[data-rows]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const requests = second?.values.reduce((sum, value) => sum + value, 0) ?? 0
    expect(await heat.locator('[data-status]').textContent()).toContain(
      `${second?.account_id} · ${requests.toLocaleString('en-GB')} requests`,
    )
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    expect(await graph.locator('[data-selected]').textContent()).toContain(first?.account_id)
  })

  test('a mark is picked by pointer, and dragging moves the drawing instead', async () => {
    const { graph } = await open(2)
    const stage = graph.locator('canvas').first()
    const box = await stage.boundingBox()
    if (!box) throw new Error('the drawing has no place')
    let hit = false
    for (let y = 20; y < box.height && !hit; y += 14) {
      for (let x = 20; x < box.width && !hit; x += 14) {
        await page.mouse.move(box.x + x, box.y + y)
        hit = await graph.locator('[data-hover]').isVisible()
      }
    }
    expect(hit).toBe(true)
    await page.mouse.down()
    await page.mouse.up()
    expect(await graph.locator('[data-selected]').textContent()).toMatch(/held by|It holds/)
    const before = await graph.locator('[data-selected]').textContent()
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    expect(await graph.locator('[data-selected]').textContent()).toBe(before)
  })

  test('light and dark are drawn with their own colours', async () => {
    await open(2)
    const canvases = ['#campaign-2 canvas + canvas', '#campaign-2 .rows canvas']
    const light = await dotsOf(canvases)
    await page.emulateMedia({ colorScheme: 'dark' })
    // The browser tells the page of the change when it comes to it.
    await expect
      .poll(async () => (await dotsOf(canvases)).map(([, picture], index) => picture === light[index]?.[1]), {
        timeout: 20_000,
      })
      .toEqual([false, false])
    expect((await dotsOf(canvases)).map(([width]) => width)).toEqual(light.map(([width]) => width))
    await page.emulateMedia({ colorScheme: null })
  })

  test('on paper plain drawings take the place of the interactive ones, and accounts are written out', async () => {
    const { graph, heat } = await open(1)
    await page.emulateMedia({ media: 'print' })
    for (const [at, seen] of [
      [graph.locator('[data-stage]'), false],
      [graph.locator('.rails svg').first(), true],
      [heat.locator('[data-rows]'), false],
      [heat.locator('.paper svg').first(), true],
      [page.locator('#campaign-1 .written').first(), true],
      [page.locator('#campaign-1 .members').first(), false],
      [page.locator('.contents'), false],
    ] as const)
      expect(await at.isVisible(), String(at)).toBe(seen)
    expect(await page.locator('#campaign-1 .written').first().locator('.id').count()).toBe(180)
    await page.emulateMedia({ media: null })
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0
    expect(pages).toBeGreaterThan(8)
    expect(pages).toBeLessThan(40)
    // What was unfolded for paper is folded again.
    expect(await page.locator('details[open]').count()).toBe(0)
  })

  test('5,000 accounts are all drawn, and make a file that can be mailed', async () => {
    expect(statSync(file).size).toBeLessThan(5_000_000)
    await page.goto(pathToFileURL(file).href)
    const { graph, heat } = await open(3)
    await graph.locator('[data-extent]').click()
    await heat.locator('[data-scale]').filter({ hasText: 'to' }).waitFor()
    expect(await graph.locator('[data-shown]').textContent()).toContain('5,000 accounts')
    expect(complaints).toEqual([])
  })
})
