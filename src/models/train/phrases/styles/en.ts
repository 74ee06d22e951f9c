import { EN_AGENTIC, EN_REWRITING } from './en-act.ts'
import { EN_GRADING, EN_SYNTHESIS } from './en-judge.ts'
import { EN_ASKS, EN_FACTS, EN_ORDINARY } from './en-ordinary.ts'
import { EN_HIDDEN, EN_REASONING } from './en-think.ts'
import type { StyleBook } from './style-book.ts'

export const EN: StyleBook = {
  frames: [
    'You (will|) (receive|get|are handed) (one|an) (item|input|record) (at a time|). (Produce|Deliver) (two|2) (sections|parts). (Section|Part) (A|1) (holds|contains|is): {1}. (Section|Part) (B|2) (holds|contains|is): {2}.',
    'Output (format|specification|contract): 1. {1}; 2. {2}. (Nothing else|No preamble|Plain text).',
    '(Deliverables|Required output|What to return): - {2} - {1}',
    '<output> <first>{1}</first> <second>{2}</second> </output>',
    '<spec> <produce>{1}</produce> </spec>',
    '{"fields": {"first": "{1}", "second": "{2}"}}',
    'first: {1} second: {2}',
    'output: main: {1} extra: {2}',
    '### (Task|Instructions|Your job) (Provide|Write|Return): {1}. ### (Output|Format) {2}',
    '(Please|Kindly) (send|give|write) (me|us|) (two things|the following): {1}, and {2}.',
    '(For|With) (each|every) (item|record|input|entry) (return|output|provide|write) {1}.',
    '(Given|From) the (input|text|material) (below|above|), (produce|prepare|write|provide) {1}; (add|append) {2}.',
    'INPUT: (one text|free text|a record). OUTPUT: {1}.',
    'Your (reply|response|message) (consists of|contains|must include) {1}, (followed by|then|and) {2}.',
    '# (input|in): text # (output|out): {1} # (also|then): {2}',
    '(I would like|We need|I want) {1}. (Also|And|Plus) {2}.',
    '(Task|Assignment|Request) (no. 4|#12|): {1}. (Mind|Note): {2}.',
    '(Could|Can) you (give|write|prepare|send) (me|us) {1}?',
    'The (answer|document|reply) has (the following|these) (headings|fields): (First|I): {2}. (Second|II): {1}.',
    'Do (two|the following) things: first {1}; second {2}.',
  ],
  companions: [
    'the (bare|final|plain) (answer|result)',
    'the answer (alone|by itself|in one line)',
    '(a|one) (short|one-line) (title|note|comment)',
    'the (language|date|source) of the (text|input)',
    '(nothing|no) (else|further text)',
    'the (input|text|question) (repeated|quoted|unchanged)',
    '(an|the) (id|number|key) of the (item|record)',
    'a (closing|final) (line|sentence)',
    'the word END',
  ],
  rules: [
    '(No|Not) more than (200|80|500) words.',
    '(Use|Write) (Markdown|plain text|British spelling|English).',
    '(Do not|Never) (apologise|greet|repeat the question|add a preamble).',
    '(Keep|Preserve) the (language|order|line breaks) of the (input|original).',
    '(If|Where) (something|anything) is (unclear|missing), (say so|write N/A|ask).',
    '(No|Without) (tables|links|emojis|headings).',
    '(Each|One) (item|entry|section) on its own line.',
    '(Thanks|Thank you) (in advance|)!',
  ],
  roles: [
    'You are (an expert|a senior specialist|a consultant) in (biology|law|statistics|history|logistics).',
    'You are a (careful|patient|precise|friendly) (assistant|teacher|editor|analyst).',
    'You (work|write) for (a research team|a publisher|a school|our company).',
    'Context: (an internal tool|a nightly job|a web form|a classroom).',
  ],
  facts: EN_FACTS,
  asks: EN_ASKS,
  styles: {
    reasoning: EN_REASONING,
    hidden_reasoning: EN_HIDDEN,
    grading: EN_GRADING,
    synthesis: EN_SYNTHESIS,
    rewriting: EN_REWRITING,
    agentic: EN_AGENTIC,
    ordinary: EN_ORDINARY,
  },
}
