export { ATLAS, type AtlasId } from './atlas.ts'
export { TACTICS, tacticOf } from './catalogue.ts'
export { SOURCES, type Source, type SourceId } from './sources.ts'
export type { Tactic } from './tactic.ts'
