/** Text broken at spaces to the terminal's width (80 columns where there is none), indented. */
export function wrap(text: string, indent = 0, width = terminalWidth()): string {
  const pad = ' '.repeat(indent)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(pad + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, pad + line].join('\n')
}

export function terminalWidth(): number {
  return process.stdout.columns ?? 80
}
