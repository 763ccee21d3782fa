// What somebody changed in the form, as edits of the file: none where the form still says what the file says.

import { changed } from './edit.js'
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
  const holds = ([name, each]) => !(name in shape.fields) || hidesMore(shape.fields[name], each, languages)
  return Boolean(shape.fields) && Object.entries(tree).some(holds)
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

/** Of a list: entries that stay are edited where they stand, others come between them or are taken out. */
function* entries(of, tree, form, { below, languages }) {
  const isThere = (item) => item?.[AT] !== undefined
  const items = (form ?? []).filter((item) => isThere(item) || narrowed(of, item, languages) !== null)
  const from = of.fields ? items.map((item) => item[AT]) : placesOf(items, of, tree, languages)
  const stays = inOrder(from)
  // What comes is put in first: a list that held nothing for a moment would be written anew.
  const there = [...tree.keys()]
  let place = 0
  for (const [number, item] of items.entries()) {
    if (stays.has(number)) place = there.indexOf(from[number])
    else {
      const value = moved(of, tree[from[number]] ?? null, item, languages)
      yield { path: below(place).path, value, isInserted: place < there.length }
      there.splice(place, 0, undefined)
    }
    place++
  }
  const kept = new Set([...stays].map((number) => from[number]))
  for (const [number, was] of [...there.entries()].reverse())
    // What is left empty there holds nothing that could be taken out.
    if (was !== undefined && !kept.has(was) && tree[was] !== null) yield { path: below(number).path, value: null }
  for (const number of [...stays].reverse()) yield* changes(of, tree[from[number]], items[number], below(number))
}

/** An entry that stands elsewhere or nowhere yet, with what the form doesn't show of it. */
function moved(of, entry, item, languages) {
  if (!isMapping(entry)) return narrowed(inFull(of), item, languages)
  const edits = changesOf(of, entry, item, languages)
  return filled(edits.reduce((tree, { path, value, isInserted }) => changed(tree, path, value, isInserted), entry))
}

/** A tree without the fields that are left empty, which no value that is written holds. */
function filled(tree) {
  if (Array.isArray(tree)) return tree.map(filled)
  if (!isMapping(tree)) return tree
  return Object.fromEntries(Object.entries(tree).flatMap(([name, each]) => (each === null ? [] : [[name, filled(each)]])))
}

/** The numbers of as many entries as possible that come in the order in which they stood. */
function inOrder(from) {
  const longest = []
  for (const [number, place] of from.entries()) {
    if (place === undefined) continue
    const before = longest.filter((run) => from[run.at(-1)] < place)
    longest.push([...before.reduce((best, run) => (run.length > best.length ? run : best), []), number])
  }
  return new Set(longest.reduce((best, run) => (run.length > best.length ? run : best), []))
}

/** Where each of some values stands in a list, in its order; one that is new may take the place of one that goes. */
function placesOf(items, of, tree, languages) {
  const held = tree.map((each) => narrowed(of, widened(of, each, languages), languages))
  let next = 0
  const found = items.map((item) => {
    const value = narrowed(of, item, languages)
    const place = held.findIndex((each, number) => number >= next && same(each, value))
    if (place < 0) return undefined
    next = place + 1
    return place
  })
  let free = 0
  return found.map((place) => {
    const taken = place ?? (free < tree.length && !found.includes(free) ? free : undefined)
    free = taken === undefined ? free : taken + 1
    return taken
  })
}
