import { spawnSync } from 'node:child_process'
import { hostname, uptime } from 'node:os'
import { expect, test } from 'vitest'
import { HOURS, isGone, thisProcess } from './holder.ts'

const SIX_HOURS = HOURS * 3_600_000
const here = (process: number) => ({ host: hostname(), process })

test('on this machine a holder is gone when its process is, or the machine was started since', () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  expect(isGone(here(pid), 0, false)).toBe(true)
  expect(isGone(here(process.ppid), 0, false)).toBe(false)
  expect(isGone(here(process.ppid), uptime() * 1000 + 60_000, false)).toBe(true)
})

test("this process's id is that of one that was killed where this process is not at it and began later", () => {
  const before = process.uptime() * 1000 + 1_000
  expect(isGone(thisProcess(), before, true)).toBe(false)
  expect(isGone(thisProcess(), before, false)).toBe(true)
  expect(isGone(thisProcess(), 0, false)).toBe(false)
})

test('on another machine, or without a name, it is gone after six hours', () => {
  for (const holder of [{ host: 'elsewhere.example', process: process.pid }, undefined]) {
    expect(isGone(holder, SIX_HOURS - 1, false)).toBe(false)
    expect(isGone(holder, SIX_HOURS + 1, false)).toBe(true)
  }
})
