import type { Random } from '../random.ts'
import { Grammar } from './grammar.ts'

const SYSTEMS = new Grammar({
  short: [
    'You are a helpful assistant.',
    'You are a helpful assistant.',
    'You are a concise assistant.',
    'Answer in {lang}.',
    'You are {name}, an assistant for {field}.',
  ],
  app: ['{who} {rules}', '{who} {context} {rules}', '{who} {rules} {context} {rules2}'],
  who: [
    'You are {name}, the assistant of {company}.',
    'You help customers of {company} with {field}.',
    'This assistant is part of the {company} product for {field}.',
    'You are an expert in {field} working for {company}.',
  ],
  context: [
    '{company} was founded in {1950-2024} and serves {field} teams in {2-60} countries.',
    'Customers reach you by {channel}.',
    'Prices start at {3-400} euros a month; refunds take {2-30} days.',
    'Opening hours are {6-9} to {16-22}.',
    'The current release is {1-9}.{0-30}.',
  ],
  rules: ['{rule} {rule} {rule}', '{rule} {rule}', 'Rules:\n- {rule}\n- {rule}\n- {rule}\n- {rule}'],
  rules2: ['{rule} {rule} {rule} {rule}', '## Style\n{rule} {rule}\n## Limits\n{rule} {rule} {rule}'],
  rule: [
    'Answer in at most {2-12} sentences.',
    'Never give {field} advice beyond the handbook.',
    'Use the tone of {company}: {tone} and {tone}.',
    'If you do not know, say so and offer {channel}.',
    'Return valid JSON with the keys {key}, {key} and {key}.',
    'Ask for the {key} before you act.',
    'Do not mention competitors.',
    'Quote the paragraph you rely on.',
    'Prefer lists over long paragraphs.',
    'Escalate to {channel} when the customer is {tone}.',
    'Translate measures for readers in {lang}.',
    'Keep the {key} unchanged.',
  ],
  company: ['{syl}{syl}', '{syl}{syl} {suffix}', '{syl}{syl}{syl}', '{syl}-{syl} {suffix}'],
  syl: [
    'Bra',
    'cen',
    'dor',
    'El',
    'fin',
    'gra',
    'Hol',
    'ira',
    'jun',
    'Kel',
    'lum',
    'mar',
    'Nor',
    'opa',
    'pel',
    'Qui',
    'ros',
    'sol',
    'Tav',
    'uno',
    'ver',
    'Wil',
    'xan',
    'yor',
    'zen',
  ],
  suffix: ['Labs', 'GmbH', 'Health', 'Travel', 'Bank', 'Studio', 'Group', 'Legal', 'Energy', 'Foods'],
  field: [
    'logistics',
    'tax',
    'dentistry',
    'recruiting',
    'travel',
    'insurance',
    'e-commerce',
    'property',
    'education',
    'gardening',
    'energy contracts',
    'pharmacy',
    'game design',
    'podcasts',
    'farming',
    'compliance',
    'fitness',
    'museums',
  ],
  name: ['Ada', 'Milo', 'Juno', 'Otto', 'Nia', 'Remy', 'Kai', 'Lumi', 'Iris', 'Bolt'],
  channel: ['e-mail', 'the help desk', 'telephone', 'the chat widget', 'a ticket'],
  tone: ['friendly', 'formal', 'brief', 'upset', 'patient', 'cheerful', 'precise'],
  key: [
    'order_id',
    'summary',
    'category',
    'title',
    'language',
    'amount',
    'due_date',
    'sentiment',
    'reference',
    'customer',
    'answer',
    'sources',
  ],
  lang: ['English', 'German', 'Spanish', 'French', 'Portuguese', 'Japanese'],
})

/** A system prompt nobody would recognise anybody by. */
export function shortSystem(random: Random): string {
  return SYSTEMS.expand('short', random)
}

/** The system prompt of one product; `length` in characters. */
export function appSystem(random: Random, length: number): string {
  let text = SYSTEMS.expand('app', random)
  while (text.length < length) text += `\n${SYSTEMS.expand('rules2', random)}`
  return text
}

export function companyName(random: Random): string {
  return SYSTEMS.expand('company', random)
}
