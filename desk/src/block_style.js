// How a value is written: in block style, in braces only within braces, and in quotes where YAML needs them. The same as
// generator/partnerhub/record/block_style.py, case by case (tests/data/edits.json).

import { isMap, isScalar, parseDocument } from 'yaml'

import { same, withoutEnd } from './trees.js'

export const INDENT = '  '
/** What ends a line or can't be read outside of quotes, or only by some readers of YAML. */
const UNSEEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g

/** Whether it takes lines of its own, below its name or its dash. */
export function needsLines(value) {
  // On lines of its own nothing can be told by escapes.
  if (typeof value === 'string') return withoutEnd(value).includes('\n') && value.search(UNSEEN) < 0
  return value !== null && Object.keys(value).length > 0
}

/** A field in block style, from its name on; the lines below it are indented by more than `indent`. */
export function field(name, value, indent) {
  return `${scalar(name, false)}:${needsLines(value) ? below(value, indent) : ` ${inline(value, false)}`}`
}

/** An entry of a list, from its dash on. */
export function entry(value, indent) {
  return `-${needsLines(value) ? below(value, indent, { isEntry: true }) : ` ${inline(value, false)}`}`
}

/** What stands behind a colon or a dash and below it. */
export function below(value, indent, { isEntry = false, comment = '' } = {}) {
  const deeper = indent + INDENT
  if (typeof value === 'string') {
    const sign = /^\n* /.test(value) ? `|${INDENT.length}` : '|'
    const lines = withoutEnd(value).split('\n')
    return [` ${sign}${comment}`, ...lines.map((line) => (line ? deeper + line : ''))].join('\n')
  }
  const lines = Array.isArray(value)
    ? value.map((each) => entry(each, deeper))
    : Object.entries(value).map(([name, each]) => field(name, each, deeper))
  if (isEntry && !comment) return ` ${lines.join(`\n${deeper}`)}`
  return comment + lines.map((line) => `\n${deeper}${line}`).join('')
}

/** A value on one line; `inBrackets` says whether it stands within others there. */
export function inline(value, inBrackets) {
  if (Array.isArray(value)) return `[${value.map((each) => inline(each, true)).join(', ')}]`
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).map(([name, each]) => `${scalar(name, true)}: ${inline(each, true)}`)
    return `{${fields.join(', ')}}`
  }
  return scalar(withoutEnd(value ?? ''), inBrackets)
}

/** A text of one line as YAML reads it back: plain, else in quotes. */
export function scalar(text, inBrackets) {
  const double = quoted(text)
  const single = `'${text.replaceAll("'", "''")}'`
  if (text.search(UNSEEN) >= 0) return double
  const inQuotes = text.includes("'") || !text.includes('"') ? double : single
  // Other readers of YAML take these signs for their own within brackets, and a hyphen alone for an entry.
  const isPlain = text !== '-' && !(inBrackets && /^[?:]|:\?/.test(text))
  const tried = isPlain ? [text, inQuotes] : [inQuotes]
  return tried.find((written) => text && readsBack(written, text, inBrackets)) ?? double
}

function quoted(text) {
  return JSON.stringify(text).replace(UNSEEN, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function readsBack(written, text, inBrackets) {
  const around = inBrackets ? `{a: ${written}, b: c}` : `a: ${written}\nb: c`
  const asName = inBrackets ? `{${written}: c}` : `${written}: c`
  return same(pairs(around), [['a', text], ['b', 'c']]) && same(pairs(asName), [[text, 'c']])
}

function pairs(source) {
  const document = parseDocument(source, { schema: 'failsafe', logLevel: 'silent' })
  if (document.errors.length || !isMap(document.contents)) return null
  const { items } = document.contents
  return items.every(({ key, value }) => isScalar(key) && isScalar(value))
    ? items.map(({ key, value }) => [key.value, value.value])
    : null
}
