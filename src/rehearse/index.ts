export { type OwnLogsOptions, type ReadOwnLogs, readOwnLogs } from './own-logs.ts'
export { type Bystander, type CampaignRehearsal, Rehearsal, type TacticRehearsal } from './rehearsal.ts'
export { type RehearseOptions, rehearse, type Traffic } from './rehearse.ts'
