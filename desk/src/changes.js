// What somebody changed in the form, as edits of the file: none where the form still says what the file says.

import { AT, inFull, keyOf, narrowed, widened } from './shapes.js'
import { isMapping, same } from './trees.js'

/** The edits `{path, value}` that make of a file's `tree` what the form says. */
export function changesOf(record, tree, form, languages) {
  return [...changes(record, tree, form, { path: [], languages })]
}

/** `within`: the path, the hub's languages, and the holder as the file has it and as the form has it. */
function* changes(shape, tree, form, within) {
  const { path, languages } = within
  const value = narrowed(shape, form, languages, within.form)
  const was = widened(shape, tree, languages)
  if (same(value, narrowed(shape, was, languages, within.was))) return
  const below = (step) => ({ path: [...path, step], languages, form: isMapping(form) ? form : {}, was })
  if (value === null && !hidesMore(shape, tree, languages)) yield { path, value }
  else if (shape.kind === 'list' && Array.isArray(tree)) yield* entries(shape.of, tree, form, { below, languages })
  else if (shape.kind === 'list') yield { path, value: typeof tree === 'string' ? lone(shape, form, languages) : value }
  else if (shape.fields && isMapping(value) && (tree === null || isMapping(tree)))
    yield* fields(shape.fields, tree ?? {}, form, { below, languages })
  else if (!isMapping(tree) || shape.kind === 'value') yield { path, value }
  else if (shape.kind === 'texts') yield* texts(tree, form, path, languages)
  else if (shape.kind === 'pairs') yield* pairs(tree, value, path, Object.keys(tree))
  else yield* fields(shape.fields, tree, form, { below, languages })
}

function* fields(shapes, tree, form, { below, languages }) {
  const isFilled = (name) => narrowed(shapes[name], form?.[name], languages, form) !== null
  const names = Object.keys(shapes)
  // What is taken out comes last: what holds nothing would go with it.
  for (const name of [...names.filter(isFilled), ...names.filter((each) => !isFilled(each))])
    yield* changes(shapes[name], tree[name] ?? null, form?.[name], below(name))
}

/** A list in whose place one value stood: that again, where one will do. */
function lone(shape, form, languages) {
  const entries = narrowed(shape, form, languages)
  const [only] = entries.length === 1 ? form.map((each) => narrowed(shape.of, each, languages)) : []
  return typeof only === 'string' ? only : entries
}

/** Whether the file holds more than the form shows: languages that the hub hasn't, fields that nobody knows. */
function hidesMore(shape, tree, languages) {
  if (!isMapping(tree)) return false
  if (shape.kind === 'texts') {
    const shown = languages.map((language) => keyOf(language, tree))
    return Object.keys(tree).some((key) => !shown.includes(key))
  }
  return Boolean(shape.fields) && Object.keys(tree).some((name) => !(name in shape.fields))
}

function* texts(tree, form, path, languages) {
  const given = isMapping(form) ? form : { [languages[0]]: form }
  const shown = languages.map((language) => [keyOf(language, tree), narrowed({ kind: 'value' }, given[language])])
  const filled = Object.fromEntries(shown.filter(([, text]) => text !== null))
  yield* pairs(tree, filled, path, shown.map(([key]) => key))
}

/** Of a mapping whose values are texts; `shown` are the names of it that the form has. */
function* pairs(tree, value, path, shown) {
  for (const [name, text] of Object.entries(value ?? {}))
    if (!same(text, tree[name])) yield { path: [...path, name], value: text }
  for (const name of shown)
    if ((tree[name] ?? null) !== null && !(name in (value ?? {}))) yield { path: [...path, name], value: null }
}

/** Of a list: entries that stay are edited where they stand, others are taken out or come at its end. */
function* entries(of, tree, form, { below, languages }) {
  const items = (form ?? []).filter((item) => narrowed(of, item, languages) !== null)
  const from = of.fields ? items.map((item) => item[AT]) : placesOf(items, of, tree, languages)
  const kept = from.filter((place) => place !== undefined)
  const isInOrder = kept.every((place, number) => place === from[number] && (!number || place > kept[number - 1]))
  const isAnew = !kept.length || !isInOrder
  // A list that held nothing for a moment would be written anew.
  if (!isAnew) yield* removed(tree.length, below, (number) => !kept.includes(number))
  for (const [number, item] of items.entries()) {
    const before = isAnew ? number : kept[number]
    if (from[number] !== undefined && from[number] === before) yield* changes(of, tree[before], item, below(number))
    else yield { path: below(number).path, value: narrowed(inFull(of), item, languages) }
  }
  if (isAnew) yield* removed(tree.length, below, (number) => number >= items.length)
}

function* removed(length, below, isGone) {
  for (let number = length - 1; number >= 0; number--) if (isGone(number)) yield { path: below(number).path, value: null }
}

/** Where each of some values stands in a list, in its order; undefined of those that don't stand there. */
function placesOf(items, of, tree, languages) {
  const held = tree.map((each) => narrowed(of, widened(of, each, languages), languages))
  let next = 0
  return items.map((item) => {
    const value = narrowed(of, item, languages)
    const place = held.findIndex((each, number) => number >= next && same(each, value))
    if (place < 0) return undefined
    next = place + 1
    return place
  })
}
