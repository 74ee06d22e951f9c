#!/usr/bin/env node
import { CommanderError } from 'commander'
import { writeFailure } from '../store/index.ts'
import { reportFailure } from './failure.ts'
import { createProgram } from './program.ts'

// A reader that has seen enough (head, less) closes the pipe: no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : reportFailure(writeFailure('Standard output', error)))
})
// Nobody can be told that nobody listens, and the work is worth ending all the same.
process.stderr.on('error', () => {})

try {
  await createProgram().parseAsync()
} catch (error) {
  // Commander has printed its own message; help and version end with 0, wrong usage with 2.
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : reportFailure(error)
}
