import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runPass } from '../../src/campaigns/index.ts'
import type { AccountRecord, Campaign, RequestRecord } from '../../src/record/index.ts'
import {
  leakage,
  SCENARIOS,
  type Scenario,
  type ScenarioName,
  score,
  simulate,
  writeScenario,
} from '../../src/simulate/index.ts'
import { createRandom, permuteWithin } from '../../src/statistics/index.ts'
import { openStore } from '../../src/store/index.ts'
import { BASELINES } from '../baselines/index.ts'
import { runAblation } from './ablation.ts'
import { accusedAccounts, describeGroups, innocentAccounts, innocentPeople, ownersOf } from './assess.ts'
import { barredAccounts, baselineRows } from './baseline-rows.ts'
import { runDecoys } from './decoy-runs.ts'
import { checkExplanations } from './explanations.ts'
import { runRandomGroups } from './random-groups.ts'
import { readFiles } from './read-files.ts'
import type { WorldResult, WorldTask } from './types.ts'

const DAY = 86_400_000

/** Composes a world, reads it from files as a provider would, looks for campaigns and holds them against the truth. */
export async function runWorld(task: WorldTask): Promise<WorldResult> {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-bench-'))
  try {
    return await runIn(folder, task)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runIn(folder: string, task: WorldTask): Promise<WorldResult> {
  const clock = stopwatch()
  const scenario = composed(task)
  const observers = task.baselines ? BASELINES.map((baseline) => baseline.start()) : []
  const seen = watched(scenario.requests, (request) => {
    for (const observer of observers) observer.see(request)
  })
  const files = await writeScenario({ ...scenario, requests: seen.requests }, join(folder, 'traffic'))
  const compose = clock()

  const store = await openStore({ dataDir: dataFolder(folder, task.seed) })
  try {
    await readFiles(store, files)
    const ingested = clock()
    const outcome = await runPass(store, { known: scenario.known, releases: scenario.releases, now: 0 })
    const pass = clock()
    const decoys = runDecoys(outcome.world, task)
    const random = task.decoys > 0 ? runRandomGroups(outcome.world, `${task.scenario} ${task.seed}`) : null
    const decoyed = clock()
    const ablation = task.ablation ? await runAblation(store, outcome.world, scenario.truth) : []
    const explanations = await checkExplanations(store, outcome, scenario.truth)
    const active = [...seen.accounts].sort()
    const scores = observers.map((observer) => observer.scores(scenario.accounts))
    const owners = ownersOf(scenario.truth)
    return {
      task,
      requests: files.requests,
      accounts: active.length,
      innocent: innocentAccounts(scenario.truth, owners, active),
      days: (outcome.world.hours * 3_600_000) / DAY,
      candidates: outcome.candidates,
      references: outcome.references,
      seconds: { compose, ingest: ingested, pass, decoys: decoyed },
      score: score(scenario.truth, { campaigns: [...outcome.campaigns] }),
      accused: accusedAccounts(outcome.campaigns, owners),
      groups: describeGroups(outcome.campaigns, scenario.truth, owners),
      people: innocentPeople(outcome.campaigns, scenario.truth, owners, active),
      decoys,
      random,
      ablation,
      explanations,
      leakage: task.leakage
        ? leakage(scenario.requests, scenario.accounts, scenario.truth, scenario.networks).map((one) => ({
            ...one,
            leaks: one.leaks.slice(0, 3),
          }))
        : [],
      baselines: task.baselines ? baselineRows(active, owners, scores, barredAccounts(outcome.world)) : [],
      said: digestOf(outcome.campaigns),
    }
  } finally {
    await store.close()
  }
}

function composed(task: WorldTask): Scenario {
  const scenario = simulate({
    scenario: scenarioName(task.scenario),
    seed: task.seed,
    scale: task.scale,
    ordinary: task.ordinary,
    ...(task.corpus !== undefined && { corpus: task.corpus }),
  })
  return task.permuteCountries
    ? { ...scenario, accounts: withOtherCountries(scenario.accounts, task.seed) }
    : scenario
}

export function scenarioName(name: string): ScenarioName {
  const names = Object.keys(SCENARIOS)
  const found = names.find((own): own is ScenarioName => own === name)
  if (!found) throw new RangeError(`there is no scenario ${name}; choose among ${names.join(', ')}`)
  return found
}

/**
 * One permutation of the country names, applied to both columns: pairs that matched match still. Intake keeps no more
 * of countries than whether the two agree, so what changes is what intake reads, and nothing behind it.
 */
function withOtherCountries(accounts: readonly AccountRecord[], seed: number): AccountRecord[] {
  const countries = [
    ...new Set(accounts.flatMap((one) => [one.card_bin_country ?? [], one.billing_country ?? []].flat())),
  ].sort()
  const places = permuteWithin(new Int32Array(countries.length), createRandom(`countries ${seed}`))
  const other = new Map(countries.map((country, i) => [country, countries[places[i]]]))
  return accounts.map((account) => ({
    ...account,
    ...(account.card_bin_country && { card_bin_country: other.get(account.card_bin_country) ?? '' }),
    ...(account.billing_country && { billing_country: other.get(account.billing_country) ?? '' }),
  }))
}

/** The same requests, seen by somebody on their way, and who sent them. */
function watched(requests: Iterable<RequestRecord>, see: (request: RequestRecord) => void) {
  const accounts = new Set<string>()
  function* pass(): Generator<RequestRecord> {
    for (const request of requests) {
      accounts.add(request.account_id)
      see(request)
      yield request
    }
  }
  return { requests: { [Symbol.iterator]: pass }, accounts }
}

/** A data folder whose key follows from the seed: keyed hashes, and what is sampled by them, are then repeatable. */
export function dataFolder(folder: string, seed: number): string {
  const path = join(folder, 'data')
  mkdirSync(path, { recursive: true, mode: 0o700 })
  writeFileSync(join(path, 'secret.key'), createHash('sha256').update(`bench ${seed}`).digest(), {
    mode: 0o600,
  })
  return path
}

function digestOf(campaigns: readonly Campaign[]): string {
  const said = campaigns.map(({ detected_at: _, ...rest }) => rest).sort((a, b) => (a.id < b.id ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

/** Seconds since the last call. */
export function stopwatch(): () => number {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const seconds = (now - last) / 1_000
    last = now
    return seconds
  }
}
