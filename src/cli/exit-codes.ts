import { ERROR_EXIT_CODES, type ErrorCode } from '../errors/index.ts'
import { Paper, type TerminalOptions } from '../report/index.ts'

/** Why an error comes up, in a few words, for each code of the catalogue. */
const CAUSES: Readonly<Record<ErrorCode, string>> = {
  SW_USAGE: 'the command line is wrong',
  SW_FILE_NOT_FOUND: 'a file, a glob or a data folder that is not there',
  SW_FILE_UNREADABLE: 'a folder, or no permission',
  SW_SCENARIO_INVALID: 'a scenario file that is no YAML, or has a setting that does not exist or fit',
  SW_FORMAT_UNKNOWN: 'no known format; the message names what was tried and why it failed',
  SW_CONTEXT_INVALID:
    'an accounts, networks, releases or known file without a usable row, or a known file with one that is not',
  SW_NO_RECORDS: 'files were read, but not one usable record came out',
  SW_ENGINE_MISSING: 'the embedded engine is not installed or does not run here',
  SW_STORE_LOCKED: 'another process has the data folder, reads into it, or looks over the server',
  SW_STORE_FAILED: 'disk, memory, time, or a server that does not answer',
  SW_INTAKE_FAILED: 'simulate posted traffic, and the intake did not take it',
  SW_CAMPAIGN_UNKNOWN: 'explain was asked for a campaign that is not there',
  SW_ACCOUNT_UNKNOWN: 'explain was asked for an account that is not there',
  SW_TACTIC_UNKNOWN: 'tactics was asked for one that is not there',
  SW_INTERNAL: 'a defect; please report it',
}

/** What each exit code means to a script. */
export const EXIT_MEANINGS: Readonly<Record<number, string>> = {
  0: 'done, with or without findings',
  2: 'wrong usage, or a file that is not there or cannot be read',
  3: 'nothing usable in what was read',
  4: 'storage: the engine, the data folder or the server',
  5: 'the campaign, account or tactic that was asked for is unknown',
  70: 'a defect of Stillwatch',
}

/** The exit codes with the errors that end in them, as `stillwatch help exit-codes` prints them. */
export function exitCodesHelp(options: TerminalOptions): string {
  const paper = new Paper(options)
  paper.print('Exit codes', { ink: 'bold' })
  paper.gap()
  const width = Math.max(...Object.keys(CAUSES).map((code) => code.length))
  for (const [exit, meaning] of Object.entries(EXIT_MEANINGS)) {
    paper.print(meaning, { lead: `${exit.padStart(2)}  ` })
    for (const [code, cause] of Object.entries(CAUSES)) {
      if (ERROR_EXIT_CODES[code as ErrorCode] !== Number(exit)) continue
      paper.print(cause, { lead: `    ${code.padEnd(width)}  `, ink: 'dim' })
    }
  }
  paper.gap()
  paper.print('The code in brackets stands behind every error message. STILLWATCH_DEBUG=1 adds the stack.')
  return paper.toString()
}
