import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CUES } from '../cues.ts'
import type { CueModel } from '../score.ts'
import { SLOT_BITS } from '../slots.ts'
import type { WeightsFile } from '../weights.ts'
import { calibration, isLearnt, recalibrate, splitPhrases } from './calibrate.ts'
import { CALIBRATION_CORPORA, type Corpus, readTrainingCorpora } from './corpora.ts'
import { evaluate, validate } from './evaluate.ts'
import {
  corpusNegatives,
  grammarNegatives,
  PHRASES,
  type PhraseBook,
  positiveExamples,
  styledNegatives,
  styledPositives,
  wordedExamples,
} from './examples.ts'
import { type LearningOptions, learn } from './learn.ts'
import { STYLE_BOOKS } from './phrases/styles/index.ts'
import { WORD_BOOKS } from './phrases/words/index.ts'
import { createRandom } from './random.ts'
import { type StyleBooks, splitStyles } from './styles.ts'
import { splitWords, type WordBooks } from './words.ts'

/** Trains the cue models: `npm run train -- --corpus DIR --out FILE`. The same input gives the same bytes. */
const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: process.env.STILLWATCH_CORPUS },
    out: { type: 'string', default: 'src/models/cue-weights.generated.json' },
    seed: { type: 'string', default: '1' },
  },
})
const seed = Number(values.seed)
const OPTIONS: LearningOptions = {
  epochs: 24,
  rate: 0.1,
  decay: 0.8,
  dropout: 0.5,
  positiveWeight: 0.2,
  windows: [12, 30, 80],
}
const PER_CUE = 4000
const HARD = 8000
const STYLED_PER_CUE = 6000
const STYLED_ORDINARY = 24_000
const WORDED_PER_CUE = 9000
const WORDED_ORDINARY = 36_000

function train(corpora: readonly Corpus[], book: PhraseBook, styles: StyleBooks, words: WordBooks): CueModel {
  const random = createRandom(seed)
  const prompts = corpora.flatMap(({ prompts }) => prompts)
  const examples = [
    ...positiveExamples(book, prompts, PER_CUE, random),
    ...grammarNegatives(prompts, HARD, random),
    ...corpusNegatives(prompts, random),
    ...styledPositives(styles, prompts, STYLED_PER_CUE, random),
    ...styledNegatives(styles, prompts, STYLED_ORDINARY, random),
    ...wordedExamples(words, prompts, WORDED_PER_CUE, WORDED_ORDINARY, random),
  ]
  process.stderr.write(`Training on ${examples.length} examples, ${prompts.length} of them from corpora\n`)
  return learn(examples, OPTIONS, random)
}

const corpora = readTrainingCorpora(values.corpus, createRandom(seed))
// A first model, without some corpora and phrases, says how scores on unseen text have to be read.
const { learnt, left } = splitPhrases(PHRASES)
const styles = splitStyles(isLearnt)
const words = splitWords(isLearnt)
const isLeft = ({ name }: Corpus): boolean => CALIBRATION_CORPORA.includes(name)
const draft = train(
  corpora.filter((corpus) => !isLeft(corpus)),
  learnt,
  styles.learnt,
  words.learnt,
)
const unseen = corpora.filter(isLeft).flatMap(({ prompts }) => prompts)
const random = createRandom(seed + 1)
const groups = corpora.filter(isLeft).map(({ prompts }) => corpusNegatives(prompts, random))
if (groups.length === 0) groups.push(grammarNegatives([], HARD, random))
const ordinary = groups.flat()
const { slopes, shifts } = calibration(draft, groups)
const validation = validate(
  recalibrate(draft, slopes, shifts),
  [
    ...positiveExamples(left, unseen, 500, random),
    ...styledPositives(styles.left, unseen, 1000, random),
    ...wordedExamples(words.left, unseen, 500, 0, random),
  ],
  ordinary,
)
const model = recalibrate(train(corpora, PHRASES, STYLE_BOOKS, WORD_BOOKS), slopes, shifts)
const evaluation = evaluate(model, values.corpus, seed)
const sizes = Object.fromEntries(corpora.map(({ name, prompts }) => [name, prompts.length]))
const file: WeightsFile = {
  format: 'stillwatch.cues/1',
  cues: CUES.map((cue) => cue.id),
  slot_bits: SLOT_BITS,
  windows: [...model.windows],
  scales: [...model.scales],
  biases: [...model.biases],
  training: {
    seed,
    options: OPTIONS,
    per_cue: PER_CUE,
    grammar_negatives: HARD,
    styled_per_cue: STYLED_PER_CUE,
    styled_ordinary: STYLED_ORDINARY,
    worded_per_cue: WORDED_PER_CUE,
    worded_ordinary: WORDED_ORDINARY,
    corpora: sizes,
    validation,
    evaluation,
  },
  weights: Buffer.from(model.weights.buffer).toString('base64'),
}
writeFileSync(values.out, `${JSON.stringify(file, null, 1)}\n`)
process.stdout.write(`${JSON.stringify({ validation, evaluation }, null, 1)}\n`)
