/** Helpers of the page's script. Everything foreign reaches the page as text (textContent), never as markup. */

const number = new Intl.NumberFormat('en-GB')

/** 412220 as "412,220". */
export function count(value) {
  return number.format(value)
}

/** "1 account", "2 accounts". */
export function counted(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`
}

/** An element with a text. */
export function element(name, text, className) {
  const made = document.createElement(name)
  if (text !== undefined) made.textContent = text
  if (className) made.className = className
  return made
}

/** An identifier: monospaced, and kept from turning what stands beside it around. */
export function identifier(text) {
  return element('bdi', text, 'id')
}

/** A block of data that the page carries. */
export function readBlock(id) {
  return JSON.parse(document.getElementById(id).textContent)
}

/** A time as "4 Mar, 14:05". */
export function moment(time) {
  const date = new Date(time)
  const month = date.toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' })
  return `${date.getUTCDate()} ${month}, ${date.toISOString().slice(11, 16)}`
}

/** A colour of the style sheet, in the theme of the moment, as three shares of 1. */
export function colour(name) {
  const text = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
  const hex = text.length === 4 ? text.replace(/[0-9a-f]/gi, '$&$&') : text
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
}

/** The same for a canvas in two dimensions. */
export function ink(name, alpha = 1) {
  const [red, green, blue] = colour(name).map((share) => Math.round(share * 255))
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`
}

/** Calls back when light and dark change, and when the element's size does. */
export function onLook(node, draw) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw)
  new ResizeObserver(draw).observe(node)
}

/** Fits a canvas to its box and the screen's dots; answers its size in the page's pixels and the scale. */
export function sized(canvas) {
  const scale = Math.min(2, devicePixelRatio || 1)
  const { clientWidth: width, clientHeight: height } = canvas
  if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale)
  if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale)
  return { width, height, scale }
}
