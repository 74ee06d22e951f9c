import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { createProgram } from '../src/cli/program.ts'
import { ERROR_EXIT_CODES } from '../src/errors/index.ts'
import { displayWidth } from '../src/report/index.ts'
import { scratchFolder } from './support/cli.ts'
import { everyday, ndjson } from './support/log.ts'

const MAIN = resolve(import.meta.dirname, '../dist/cli/main.js')
const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

/** The built program with an environment of just these variables. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
  })
  return { code: status, stdout, stderr }
}

const program = createProgram()

describe('help', () => {
  test.each(program.commands.map((command) => command.name()))(
    '%s shows examples whose options exist',
    (name) => {
      const { code, stdout } = run([name, '--help'])
      expect(code).toBe(0)
      const [, examples = ''] = /\nExamples:\n((?: {2}.*\n)+)/.exec(stdout) ?? []
      const lines = examples.trim().split('\n')
      expect(lines.length).toBeGreaterThan(0)
      expect(stdout).toMatch(/^Exit codes: 0 done/m)
      for (const line of lines) {
        const [, called = '', rest = ''] = /stillwatch (\S+)([^|>)]*)/.exec(line) ?? []
        const command = program.commands.find((one) => one.name() === called)
        expect(command, line).toBeDefined()
        for (const [flag] of rest.matchAll(/--[a-z-]+/g))
          expect(
            command?.options.map(({ long }) => long),
            line,
          ).toContain(flag)
      }
    },
  )

  test('help names a command, a topic, or says what there is', () => {
    expect(run(['help', 'scan']).stdout).toBe(run(['scan', '--help']).stdout)
    expect(run(['help']).stdout).toBe(run(['--help']).stdout)
    const unknown = run(['help', 'weather'])
    expect(unknown.code).toBe(2)
    expect(unknown.stderr).toContain('exit-codes')
  })

  test('the exit codes are told by the program and by the handbook alike', () => {
    const { stdout } = run(['help', 'exit-codes'], { COLUMNS: '200' })
    const handbook = readFileSync(resolve(import.meta.dirname, '../docs/operations.md'), 'utf8')
    for (const [code, exit] of Object.entries(ERROR_EXIT_CODES)) {
      const [before = ''] = stdout.split(code)
      expect(
        before
          .match(/^ ?\d+(?= {2})/gm)
          ?.at(-1)
          ?.trim(),
        code,
      ).toBe(String(exit))
      expect(handbook).toMatch(new RegExp(`^\\| ${exit} \\|[^|]*\`${code}\``, 'm'))
    }
  })
})

describe('completion', () => {
  const complete = (words: readonly string[]) => {
    const script = `source <(${process.execPath} ${MAIN} completion bash)
      complete -p stillwatch >/dev/null || exit 9
      COMP_WORDS=(stillwatch ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
      _stillwatch; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    return stdout.split('\n').filter((word) => word !== '')
  }

  test('bash completes commands, options, choices, files and help topics', () => {
    writeFileSync(join(cwd, 'a log with spaces.ndjson'), '')
    expect(complete([''])).toEqual(expect.arrayContaining(program.commands.map((command) => command.name())))
    expect(complete(['ins'])).toEqual(['inspect'])
    expect(complete(['scan', '--te'])).toEqual(['--text'])
    expect(complete(['scan', '--text', ''])).toEqual(['none', 'exemplars', 'keep'])
    expect(complete(['scan', '--text', '=', 'ex'])).toEqual(['exemplars'])
    expect(complete(['scan', '--quiet', 'a lo'])).toEqual(['a log with spaces.ndjson'])
    expect(complete(['scan', '--accounts', 'a lo'])).toEqual(['a log with spaces.ndjson'])
    expect(complete(['completion', 'f'])).toEqual(['fish'])
    expect(complete(['help', 'exit'])).toEqual(['exit-codes'])
  })

  test('every option of every command is offered', () => {
    for (const command of program.commands) {
      const flags = command.options.map(({ long }) => long ?? '')
      expect(complete([command.name(), '-']), command.name()).toEqual(expect.arrayContaining(flags))
    }
  })

  test.skipIf(!existsSync('/usr/bin/zsh'))('zsh accepts and registers the script', () => {
    const { stdout } = run(['completion', 'zsh'])
    expect(spawnSync('zsh', ['-n'], { input: stdout, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    })
    writeFileSync(join(cwd, '_stillwatch'), stdout)
    const registered = spawnSync(
      'zsh',
      ['-fc', `fpath=(${cwd} $fpath); autoload -U compinit; compinit -u -D; print -r -- $_comps[stillwatch]`],
      { cwd, encoding: 'utf8' },
    )
    expect(registered).toMatchObject({ status: 0, stdout: '_stillwatch\n', stderr: '' })
  })

  test.skipIf(!existsSync('/usr/bin/fish'))('fish completes with the script', () => {
    writeFileSync(join(cwd, 'stillwatch.fish'), run(['completion', 'fish']).stdout)
    const asked = (line: string) =>
      spawnSync('fish', ['-N', '-c', `source stillwatch.fish; complete -C '${line}'`], {
        cwd,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: cwd },
      })
        .stdout.split('\n')
        .map((word) => word.split('\t')[0])
    expect(asked('stillwatch ins')).toContain('inspect')
    expect(asked('stillwatch scan --te')).toContain('--text')
    expect(asked('stillwatch scan --text ')).toEqual(expect.arrayContaining(['none', 'exemplars', 'keep']))
    expect(asked('stillwatch help exit')).toContain('exit-codes')
  })

  test('a shell that is not known is refused with those that are', () => {
    const { code, stderr } = run(['completion', 'tcsh'])
    expect(code).toBe(2)
    expect(stderr).toContain('bash, zsh, fish')
  })
})

describe('on a terminal', () => {
  writeFileSync(join(cwd, 'log.ndjson'), ndjson(everyday()))
  writeFileSync(join(cwd, '記録-記録-記録.ndjson'), ndjson(everyday()))

  test('colour only for a terminal, or where it is asked for, and never with NO_COLOR', () => {
    const plain = run(['signals']).stdout
    expect(plain).not.toContain('\u001b')
    const painted = run(['signals'], { FORCE_COLOR: '1' }).stdout
    expect(painted).toContain('\u001b[')
    expect(stripVTControlCharacters(painted)).toBe(plain)
    for (const args of [['signals'], ['inspect', 'log.ndjson'], ['scan', 'missing'], ['scan', '--help']])
      expect(Object.values(run(args, { FORCE_COLOR: '1', NO_COLOR: '1' })).join('')).not.toContain('\u001b')
  })

  test.skipIf(!existsSync('/usr/bin/script'))(
    'a real terminal of 44 columns is painted and not exceeded',
    () => {
      const { stdout } = spawnSync(
        'script',
        ['-qec', `stty cols 44; ${process.execPath} ${MAIN} inspect log.ndjson`, '/dev/null'],
        { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: cwd, TERM: 'xterm' } },
      )
      expect(stdout).toContain('\u001b[1m')
      const lines = stripVTControlCharacters(stdout).split(/\r?\n/)
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(44)
      expect(Math.max(...lines.map(displayWidth))).toBeGreaterThan(36)
    },
  )

  test.each([24, 30, 60, 100])('at %i columns nothing is wider, wide characters counted', (width) => {
    for (const args of [
      ['inspect', 'log.ndjson', '記録-記録-記録.ndjson'],
      ['signals'],
      ['help', 'exit-codes'],
    ]) {
      const { code, stdout } = run(args, { COLUMNS: String(width) })
      expect(code).toBe(0)
      for (const line of stdout.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(width)
    }
  })
})

test('--json and --quiet on every command that tells something', () => {
  const inspected = run(['inspect', 'log.ndjson', '--quiet'])
  expect(inspected).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(run(['scan', 'log.ndjson', '--quiet', '--tlp', 'TLP:Green'])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  })
  const report = readFileSync(join(cwd, 'stillwatch-out/report.html'), 'utf8')
  expect(report).toContain('TLP:GREEN')
  expect(report).not.toContain('TLP:AMBER')
  expect(JSON.parse(run(['forget', 'acct-1', '--json']).stdout)).toEqual({
    account: 'acct-1',
    requests_erased: 10,
    texts_dropped_before: null,
    tokens_dropped_before: null,
  })
  expect(run(['forget', 'acct-2', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' })
  const refused = run(['scan', 'log.ndjson', '--tlp', 'purple'])
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('amber+strict')
})
