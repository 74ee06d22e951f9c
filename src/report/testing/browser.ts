import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser']

/** A system Chromium, if there is one: `CHROMIUM_PATH`, the usual places, `google-chrome` on the path. */
export function findChromium(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'google-chrome'))
  return [process.env.CHROMIUM_PATH, ...CANDIDATES, ...onPath].find((path) => path && existsSync(path))
}

export interface OpenBrowser {
  readonly context: BrowserContext
  close(): Promise<void>
}

/** A headless browser with a profile of its own, removed at the end. */
export async function openBrowser(
  executablePath: string,
  {
    webgl = true,
    ...options
  }: { colorScheme?: 'light' | 'dark'; javaScriptEnabled?: boolean; webgl?: boolean } = {},
): Promise<OpenBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'stillwatch-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      '--headless',
      '--no-sandbox',
      // Drawn by the processor, since test machines have no graphics card.
      ...(webgl ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : ['--disable-3d-apis']),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    ...options,
  })
  return {
    context,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
