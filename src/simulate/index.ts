export { SCENARIOS, type Scenario, type ScenarioName, type SimulateOptions, simulate } from './scenario.ts'
export { type CampaignScore, type Score, score } from './score.ts'
export { CampaignTruth, Truth } from './truth.ts'
export { type TrafficFormat, type WriteOptions, type WrittenFiles, writeScenario } from './write.ts'
