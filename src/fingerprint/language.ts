import { SCRIPT } from './characters.ts'
import { createWordStream, readWords, type WordStream } from './words.ts'

/** Frequent short words by which languages in Latin script (and Russian) are told apart. */
const STOP_WORDS: Readonly<Record<string, string>> = {
  en: 'the of and to in is that it for you with on are this be was have not what how can my from your which do if will would an or by we me they their there has about when please should could any been more who i',
  es: 'de la que el en y los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante qué cómo es son está puedo mi',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou son aux mais comme nous cette vous je être fait ses leur quelle comment quel ces à été d l qu mon ma',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum kann ich wir mein bitte was',
  pt: 'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso você são qual posso meu minha',
  it: 'di e il la che in a un per è una non sono con si da come le dei nel del alla i della più gli anche o ma lo se ha al ho mi questo delle quando dal ai cosa quale perché essere mio mia degli nella posso sul',
  nl: 'de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit door over wat worden naar heeft hoe je ik wij deze kan mijn dit werd kunnen hun was die u geen wordt welke',
  tr: 'bir ve bu için ile da de çok daha ne gibi olarak en olan ben mi kadar sonra var ama nasıl o her şey değil mı ya veya ki benim hangi bana lütfen olduğunu ise diye göre bunu',
  pl: 'w i na z do się nie to że jest o jak po co dla od za przez ale czy są przy tym jego tylko lub oraz być może jej ich które który mi ma mój moja proszę dlaczego jakie tego',
  vi: 'và của là có được cho không một trong với các người những để này đã khi về từ như đến tôi bạn ra vào thì cũng nào gì theo nhiều sẽ hãy làm phải',
  id: 'yang dan di ini itu untuk dengan tidak dari dalam adalah pada akan saya ke ada juga atau bisa oleh sebagai kami anda apa mereka karena bagaimana sudah dapat lebih seperti saat harus tentang satu jika kita',
  ru: 'и в не на я что с он как это по но к из у за от то же для так мы вы его все бы если или какой мне есть был при только',
}
const LANGUAGES = Object.keys(STOP_WORDS)

const SLOTS = 2048
const LONGEST_LOOK = 96

interface StopTable {
  readonly keys: Uint32Array
  /** Bit n: the word belongs to LANGUAGES[n]. */
  readonly masks: Uint16Array
}

let table: StopTable | undefined

/** Open addressing by word hash: a look-up without allocating. Made at first use. */
function stopTable(): StopTable {
  if (table) return table
  const keys = new Uint32Array(SLOTS)
  const masks = new Uint16Array(SLOTS)
  const stream = createWordStream()
  for (const [bit, language] of LANGUAGES.entries()) {
    readWords(STOP_WORDS[language] ?? '', stream)
    for (const hash of stream.hashes.subarray(0, stream.count)) {
      let slot = hash % SLOTS
      while (keys[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) % SLOTS
      keys[slot] = hash
      masks[slot] = (masks[slot] ?? 0) | (1 << bit)
    }
  }
  table = { keys, masks }
  return table
}

const hits = new Uint16Array(LANGUAGES.length)

/**
 * The language of a text as ISO 639-1, '' when unknown. Scripts that one language dominates decide at once;
 * Latin script is told apart by frequent words among the first 96 and by letters few languages have. A guess
 * for strata, never evidence of anything.
 */
export function guessLanguage(stream: WordStream): string {
  if (stream.count === 0) return ''
  const byScript = languageOfScript(stream.scripts, stream.count)
  if (byScript !== '') return byScript
  const { keys, masks } = stopTable()
  const looked = Math.min(stream.count, LONGEST_LOOK)
  hits.fill(0)
  for (let index = 0; index < looked; index++) {
    const hash = stream.hashes[index] ?? 0
    let slot = hash % SLOTS
    while (keys[slot] !== 0) {
      if (keys[slot] === hash) {
        let mask = masks[slot] ?? 0
        for (let bit = 0; mask !== 0; bit++, mask >>= 1) hits[bit] = (hits[bit] ?? 0) + (mask & 1)
        break
      }
      slot = (slot + 1) % SLOTS
    }
  }
  let best = -1
  let most = 0
  let second = 0
  for (let bit = 0; bit < LANGUAGES.length; bit++) {
    const score = hits[bit] ?? 0
    if (score > most) {
      second = most
      most = score
      best = bit
    } else if (score > second) {
      second = score
    }
  }
  const enough = most >= 2 && most > second && most >= 0.08 * looked
  return enough ? (LANGUAGES[best] ?? '') : ''
}

/** Characters as a share of words: one ideograph is one word, a Cyrillic word has five or more characters. */
function languageOfScript(scripts: Uint32Array, words: number): string {
  const of = (script: number): number => scripts[script] ?? 0
  const kana = of(SCRIPT.kana)
  const han = of(SCRIPT.han)
  if (kana + han > 0.3 * words) return kana > 0.1 * han ? 'ja' : 'zh'
  if (of(SCRIPT.hangul) > 0.3 * words) return 'ko'
  if (of(SCRIPT.cyrillic) + of(SCRIPT.ukrainian) > words)
    return of(SCRIPT.ukrainian) > 0.1 * words ? 'uk' : 'ru'
  if (of(SCRIPT.arabic) + of(SCRIPT.persian) > words) return of(SCRIPT.persian) > 0.1 * words ? 'fa' : 'ar'
  if (of(SCRIPT.devanagari) > words) return 'hi'
  if (of(SCRIPT.thai) > 0.3 * words) return 'th'
  if (of(SCRIPT.greek) > words) return 'el'
  if (of(SCRIPT.hebrew) > words) return 'he'
  if (of(SCRIPT.vietnamese) > 0.3 * words) return 'vi'
  if (of(SCRIPT.turkish) > 0.3 * words) return 'tr'
  if (of(SCRIPT.polish) > 0.3 * words) return 'pl'
  return ''
}
