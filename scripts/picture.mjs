// Photographs a report for the README and docs/report.md: node scripts/picture.mjs stillwatch-demo/report.html
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const [report = 'stillwatch-demo/report.html', target = 'docs/images'] = process.argv.slice(2)
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
)
for (const colorScheme of ['light', 'dark']) {
  const profile = mkdtempSync(join(tmpdir(), 'stillwatch-picture-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
    ],
    colorScheme,
    viewport: { width: 1440, height: 1000 },
  })
  const page = await context.newPage()
  await page.goto(pathToFileURL(resolve(report)).href)
  await page.screenshot({ path: join(target, colorScheme === 'light' ? 'report.png' : 'report-dark.png') })
  // The drawings of the first campaign, with the key that ties most selected.
  const drawings = page.locator('[data-scene]').first()
  await drawings.scrollIntoViewIfNeeded()
  await drawings.locator('[data-find]').fill('card')
  await drawings.locator('[data-find]').press('Enter')
  await drawings.locator('[data-find]').fill('')
  await page.setViewportSize({ width: 1440, height: 1750 })
  await drawings.evaluate((node) => node.scrollIntoView({ block: 'start' }))
  await page.waitForTimeout(1500)
  await page.screenshot({
    path: join(target, `drawings${colorScheme === 'light' ? '' : '-dark'}.png`),
    clip: { x: 320, y: 55, width: 1100, height: 1640 },
  })
  await context.close()
  rmSync(profile, { recursive: true, force: true })
}
