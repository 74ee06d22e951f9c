export { type Streamed, type StreamOptions, streamScenario } from './deliver/stream-scenario.ts'
export { type MixOptions, mixInto } from './into/mix.ts'
export type { OwnLogs, Weighted } from './into/own-logs.ts'
export { type ClassLeakage, type Leak, leakage } from './leakage.ts'
export { scenarioSchema } from './plan.ts'
export { CASES, type PublishedCase, presetPlan } from './presets.ts'
export { type Scenario, type SimulateOptions, simulate } from './scenario.ts'
export { readScenario } from './scenario-file.ts'
export { SCENARIOS, type ScenarioName } from './scenarios.ts'
export { type CampaignScore, type GroupScore, mergesOf, purityOf, type Score, score } from './score.ts'
export { CampaignTruth, Truth } from './truth.ts'
export {
  foreignFile,
  type TrafficFormat,
  trafficFile,
  type WriteOptions,
  type WrittenFiles,
  writeContext,
  writeScenario,
} from './write.ts'
