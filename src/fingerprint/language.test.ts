import { expect, test } from 'vitest'
import { guessLanguage } from './language.ts'
import { createWordStream, readWords } from './words.ts'

const stream = createWordStream()

test.each([
  ['en', 'What is the best way to learn how a compiler works?'],
  ['es', '¿Cuál es la mejor manera de aprender cómo funciona un compilador?'],
  ['fr', 'Quelle est la meilleure façon d’apprendre comment fonctionne un compilateur ?'],
  ['de', 'Wie lerne ich am besten, wie ein Compiler funktioniert, und was brauche ich dafür?'],
  ['pt', 'Qual é a melhor maneira de aprender como funciona um compilador? Não sei por onde começar.'],
  ['it', 'Qual è il modo migliore per imparare come funziona un compilatore?'],
  ['nl', 'Wat is de beste manier om te leren hoe een compiler werkt?'],
  ['ru', 'Как лучше всего узнать, как работает компилятор?'],
  ['tr', 'Bir derleyicinin nasıl çalıştığını öğrenmenin en iyi yolu nedir?'],
  ['pl', 'Jak najlepiej nauczyć się, jak działa kompilator?'],
  ['zh', '学习编译器工作原理的最佳方法是什么？'],
  ['ja', 'コンパイラの仕組みを学ぶ最良の方法は何ですか？'],
  ['ko', '컴파일러가 어떻게 작동하는지 배우는 가장 좋은 방법은 무엇인가요?'],
  ['ar', 'ما هي أفضل طريقة لتعلم كيفية عمل المترجم؟'],
  ['hi', 'कंपाइलर कैसे काम करता है यह सीखने का सबसे अच्छा तरीका क्या है?'],
  ['vi', 'Cách tốt nhất để học cách trình biên dịch hoạt động là gì?'],
  ['id', 'Apa cara terbaik untuk belajar bagaimana kompiler bekerja dan dari mana saya harus mulai?'],
  ['', 'xyzzy plugh 42'],
  ['', ''],
])('%s: %s', (language, text) => {
  readWords(text, stream)
  expect(guessLanguage(stream)).toBe(language)
})
