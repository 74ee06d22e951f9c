export * from './account.ts'
export * from './context.ts'
export { isMissingText } from './missing-text.ts'
export {
  type Field,
  type FieldTable,
  type FieldType,
  type Normalised,
  parseTime,
  TIMES_ARE,
  textOfNumber,
} from './normalise.ts'
export * from './picture.ts'
export * from './request.ts'
export * from './result.ts'
