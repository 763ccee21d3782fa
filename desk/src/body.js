// What stands below the fields: the description, with a part for each further language under a line of its own.

import { CannotEdit } from './edit.js'
import { BODY, keyOf } from './shapes.js'

const LANGUAGE_LINE = /^<!--\s*lang:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*-->[ \t]*\r?$/
/** Alone on a line: it may be the end of a record of which the first fence stands too early. */
const LIKE_FENCE = /^[\s\p{Cf}]*([-.])\p{Cf}*\1\p{Cf}*\1[\s\p{Cf}]*$/mu
const CODE = /^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:[^]*?\n)?? {0,3}\1[`~]*[ \t]*$/gm

/** Language → its text as the form holds it; a part without a language is in the hub's first one. */
export function bodyOf(text, languages) {
  const parts = partsOf(text)
  return Object.fromEntries(
    languages
      .map((language) => [language, partIn(parts, language, languages)])
      .filter(([, part]) => part)
      .map(([language, { start, end }]) => [language, text.slice(start, end).replaceAll('\r\n', '\n')]),
  )
}

/** What stands below the fields, with the texts of the form; bytes of a part that says the same stay. */
export function bodyWith(text, body, languages) {
  const meant = (language) => (body[language] ?? '').replaceAll('\r\n', '\n').trim()
  const isSo = (written, language) => (bodyOf(written, languages)[language] ?? '').trim() === meant(language)
  const result = languages.reduce((written, language) => {
    if (isSo(written, language)) return written
    const said = meant(language)
    if (LIKE_FENCE.test(said.replaceAll(CODE, ''))) throw new CannotEdit(`${BODY}.---`)
    const ended = text.includes('\r\n') ? said.replaceAll('\n', '\r\n') : said
    return withPart(written, ended, language, languages)
  }, text)
  // A line like `<!-- lang: en -->` in a description would make what follows another language's.
  if (!languages.every((language) => isSo(result, language))) throw new CannotEdit(BODY)
  return result
}

function withPart(text, said, language, languages) {
  const part = partIn(partsOf(text), language, languages)
  const feed = text.includes('\r\n') ? '\r\n' : '\n'
  if (part && said) return text.slice(0, part.start) + said + text.slice(part.end)
  if (part) return text.slice(0, part.from) + text.slice(part.end).replace(/^\s+/, '')
  if (language === languages[0]) return `${said}${feed}${text.trim() ? feed + text.trimStart() : ''}`
  const above = text.trimEnd()
  return `${above}${above ? feed + feed : ''}<!-- lang: ${language} -->${feed}${said}${feed}`
}

/** The part in a language; of the first one, the part that names none will do. */
function partIn(parts, language, [first]) {
  return parts[keyOf(language, parts)] ?? (language === first ? parts[''] : undefined)
}

/** Language, empty where none is named → where its text starts and ends; `from` is where its own line begins. */
function partsOf(text) {
  const parts = {}
  let part = { language: '', from: 0, start: 0 }
  let place = 0
  const close = (end) => {
    const held = text.slice(part.start, end)
    const start = part.start + (held.length - held.replace(/^\s*\n/, '').length)
    const until = part.start + held.trimEnd().length
    if (until > start && !(part.language in parts)) parts[part.language] = { from: part.from, start, end: until }
  }
  for (const line of text.split('\n')) {
    const marker = LANGUAGE_LINE.exec(line)
    if (marker) {
      close(place)
      part = { language: marker[1], from: place, start: place + line.length + 1 }
    }
    place += line.length + 1
  }
  close(text.length)
  return parts
}
