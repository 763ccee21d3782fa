// What a form holds of a file, by the shapes that partnerhub derives from its declared fields
// (generator/partnerhub/desk/shapes.py): short forms are widened for the form, and narrowed again for the file.

import { isMapping } from './trees.js'

/** The name in the form of what stands below the fields. */
export const BODY = 'body'
/** Where an item of a list stood in the file: a hidden part of it in the form, which goes with it where it is moved. */
export const AT = '_at'

/** All fields of a file's front matter, as one shape. */
export function recordOf({ fields }) {
  return { kind: 'map', fields: Object.fromEntries(Object.entries(fields).filter(([name]) => name !== BODY)) }
}

/** The names that are known at a path, in the order of the format, be it typed as a list or as the one thing that it holds. */
export function namesAt(shapes, path) {
  const fieldsOf = (shape) => shape?.of?.fields ?? shape?.fields ?? {}
  const names = path.filter((step) => typeof step === 'string')
  return Object.keys(fieldsOf(names.reduce((above, name) => fieldsOf(above)[name], recordOf(shapes))))
}

/** The key under which a mapping holds a language's text: its own, else that of the language at large. */
export function keyOf(language, texts) {
  const atLarge = language.split('-')[0]
  return !(language in texts) && atLarge in texts ? atLarge : language
}

/** A value of a file as the form holds it; what isn't of its shape stays as it is. */
export function widened(shape, value, languages) {
  if (value === null || value === undefined) return undefined
  switch (shape.kind) {
    case 'texts':
      return widenedTexts(value, languages)
    case 'list':
      return (Array.isArray(value) ? value : [value]).map((each, number) => {
        const entry = widened(shape.of, each, languages)
        return isMapping(entry) ? { ...entry, [AT]: number } : entry
      })
    case 'map':
    case 'either': {
      const isAlone = typeof value === 'string' && shape.alone
      if (!isAlone && !isMapping(value)) return value
      const held = isAlone ? Object.fromEntries(shape.alone.map((name) => [name, value])) : value
      const fields = Object.entries(shape.fields).map(([name, of]) => [name, widened(of, held[name], languages)])
      return Object.fromEntries(fields.filter(([, each]) => each !== undefined))
    }
    case 'value':
      return widenedValue(shape, value)
    default:
      return value
  }
}

function widenedTexts(value, languages) {
  const texts = isMapping(value) ? value : { [languages[0]]: value }
  const held = languages.map((language) => [language, texts[keyOf(language, texts)]])
  if (languages.length === 1) return held[0][1] ?? undefined
  return Object.fromEntries(held.filter(([, text]) => (text ?? null) !== null))
}

function widenedValue({ as }, value) {
  if (as === 'flag' && (value === 'true' || value === 'false')) return value === 'true'
  // A picker would empty what it can't show: it stays in the file, where a review tells of it.
  if (as === 'day' && !(typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value.trim()))) return undefined
  if (as === 'number' && typeof value === 'string' && value.trim() && Number.isFinite(Number(value))) return Number(value)
  return value
}

/** A value of the form as a file would hold it on its own; null where nothing is filled in. `beside`: the fields around it. */
export function narrowed(shape, value, languages, beside = {}) {
  if (value === null || value === undefined) return null
  switch (shape.kind) {
    case 'texts':
      return narrowedTexts(value, languages)
    case 'list': {
      const entries = Array.isArray(value) ? value : [value]
      return orNull(entries.map((each) => narrowed(inFull(shape.of), each, languages)).filter((each) => each !== null))
    }
    case 'map':
    case 'either': {
      if (!isMapping(value)) return narrowedText(value)
      const fields = Object.entries(shape.fields)
        .map(([name, of]) => [name, narrowed(of, value[name], languages, value)])
        .filter(([, each]) => each !== null)
      return shape.alone ? alone(shape, Object.fromEntries(fields)) : orNull(Object.fromEntries(fields))
    }
    case 'pairs':
      return orNull(Object.fromEntries(pairsOf(value).filter(([, each]) => each !== null)))
    default:
      return narrowedValue(shape, value, beside)
  }
}

/** The shape of an entry of a list, which is written with the names of its fields. */
export function inFull({ alone: _, ...shape }) {
  return shape
}

function narrowedTexts(value, languages) {
  if (!isMapping(value)) return narrowedText(value)
  const texts = languages.map((language) => [language, narrowedText(value[language])]).filter(([, text]) => text !== null)
  // A text in the hub's first language needs no language beside it.
  return texts.length === 1 && texts[0][0] === languages[0] ? texts[0][1] : orNull(Object.fromEntries(texts))
}

/** One value for fields that all hold it, where it stands for them. */
function alone(shape, fields) {
  const [first] = shape.alone
  const isAlone =
    Object.keys(fields).length === shape.alone.length &&
    shape.alone.every((name) => name in fields && fields[name] === fields[first])
  return isAlone ? fields[first] : orNull(fields)
}

/** Names with their values; a form takes a name with a full stop in it apart. */
function pairsOf(value) {
  return Object.entries(value ?? {}).flatMap(([name, each]) =>
    isMapping(each) ? pairsOf(each).map(([rest, inner]) => [`${name}.${rest}`, inner]) : [[name, narrowedText(each)]],
  )
}

function narrowedValue({ as, day_with: dayWith }, value, beside) {
  if (as === 'flag') return value === false ? null : narrowedText(value)
  const text = narrowedText(value)
  return dayWith && beside[dayWith] === true && text !== null ? text.replace(/[ T].*/, '') : text
}

function narrowedText(value) {
  if (value === null || value === undefined || typeof value === 'object') return orNull(value ?? {})
  return String(value).replaceAll('\r\n', '\n').trim() || null
}

function orNull(collection) {
  return Object.keys(collection).length ? collection : null
}
