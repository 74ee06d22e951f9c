export { type Detection, detect, type Judged } from './detect.ts'
export { type PassOptions, type PassOutcome, record, runPass } from './pass.ts'
