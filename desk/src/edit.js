// Edits of a partner file that touch only what they change: each is a splice at the place that YAML gives. Comments,
// order, quotes, flow style and line ends stay as they are. What comes out is read again and must be what was meant.

import { compose, treeOf, Unreadable } from './nodes.js'
import { namesAt } from './shapes.js'
import { NoPlace, Splicer } from './splice.js'
import { isMapping, same } from './trees.js'
import { uncommented } from './waiting.js'

/** The first fence, with the direction marks that editors of right-to-left text put before it, and the fields. */
const FRONT_MATTER =
  /^([\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e\ufeff]*---[ \t]*\r?\n)((?:[^\n]*\n)*?)(?=---[ \t]*\r?(?:\n|$))/

/** The edit can't be made, and nothing is written. */
export class CannotEdit extends Error {}

/** `{before, fields, after}`: the first fence, what stands between it and the next one, and the rest from that on. */
export function partsOf(text) {
  const found = FRONT_MATTER.exec(text)
  if (!found) throw new Unreadable()
  const [whole, before, fields] = found
  return { before, fields, after: text.slice(whole.length) }
}

/**
 * A file's text after edits `{path, value}`, one after the other. Null as value takes away; where `isInserted`, an entry
 * comes before the one that has its number.
 */
export function edited(text, edits, shapes) {
  const { before, fields, after } = partsOf(text)
  return before + edits.reduce((written, edit) => editedFields(written, edit, shapes), fields) + after
}

function editedFields(fields, edit, shapes) {
  const { path, value, isInserted } = edit
  const orderAt = (above) => namesAt(shapes, above)
  const meant = changed(treeOf(compose(fields)), path, value, isInserted)
  // A field that waits in a comment is filled in there, if that comes to the same.
  const starts = value === null || isInserted ? [fields] : [awakened(fields, path), fields]
  for (const written of starts) {
    try {
      const { start, end, text } = new Splicer(written, orderAt).splice(edit)
      const broken = fields.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text
      const result = written.slice(0, start) + broken + written.slice(end)
      if (same(treeOf(compose(result)), meant)) return result
    } catch (error) {
      if (!(error instanceof NoPlace || error instanceof Unreadable)) throw error
    }
  }
  throw new CannotEdit(path.join('.'))
}

/** A front matter with the fields of a path that wait in comments as empty ones, as far as they do. */
function awakened(text, path) {
  const holds = (each, above) => {
    try {
      return Boolean(new Splicer(each, () => []).node(above))
    } catch {
      return false
    }
  }
  return path.reduce((woken, name, depth) => {
    const above = path.slice(0, depth + 1)
    if (typeof name !== 'string' || holds(woken, above)) return woken
    for (const each of uncommented(woken, name)) if (holds(each, above)) return each
    return woken
  }, text)
}

/** The tree with a value in its place; what holds nothing any more goes with it. */
export function changed(tree, [step, ...below], value, isInserted = false) {
  if (step === undefined) return value
  if (typeof step === 'string' && (tree === null || isMapping(tree))) {
    const inner = changed(tree?.[step] ?? null, below, value, isInserted)
    const others = Object.entries(tree ?? {}).filter(([name]) => name !== step)
    const fields = inner === null ? others : [...others, [step, inner]]
    return fields.length ? Object.fromEntries(fields) : null
  }
  if (Number.isInteger(step) && (tree === null || Array.isArray(tree)) && step <= (tree ?? []).length) {
    const isNew = isInserted && !below.length
    const inner = changed(isNew ? null : (tree?.[step] ?? null), below, value, isInserted)
    const entries = [...(tree ?? [])]
    entries.splice(step, isNew ? 0 : 1, ...(inner === null ? [] : [inner]))
    return entries.length ? entries : null
  }
  throw new CannotEdit(String(step))
}
