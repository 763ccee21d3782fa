// A front matter as nodes with their places in the text, and as a tree of plain values.

import { isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml'

/** The fields can't be read; the file is left to somebody who sees its text. */
export class Unreadable extends Error {}

/**
 * The root of a text of fields. A node has its kind (`map`, `list`, `scalar`) and where it starts and ends; `style` is
 * `flow` of what stands in brackets, `block` of a text on lines of its own, `quoted`, else `plain`.
 */
export function compose(text) {
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true, logLevel: 'error' })
  if (document.errors.length || !isMap(document.contents)) throw new Unreadable()
  visit(document, {
    Node(_, node) {
      if (isAlias(node) || node.anchor || node.tag) throw new Unreadable()
    },
  })
  return nodeOf(document.contents, text)
}

function nodeOf(node, text) {
  const [start, end] = node.range
  if (isMap(node)) {
    const pairs = node.items.map(({ key, value }) => {
      if (!isScalar(key)) throw new Unreadable()
      const name = nodeOf(key, text)
      // Other readers take the colon for a part of the name.
      if (name.style === 'plain' && /^:[,\]}]/.test(text.slice(name.end, name.end + 2))) throw new Unreadable()
      return { key: name, value: value ? nodeOf(value, text) : empty(name.end) }
    })
    return { kind: 'map', style: node.flow ? 'flow' : 'block', start, end, pairs }
  }
  if (isSeq(node)) {
    const entries = node.items.map((each) => nodeOf(each, text))
    return { kind: 'list', style: node.flow ? 'flow' : 'block', start, end, entries }
  }
  const style = { BLOCK_LITERAL: 'block', BLOCK_FOLDED: 'block', QUOTE_DOUBLE: 'quoted', QUOTE_SINGLE: 'quoted' }[node.type]
  return { kind: 'scalar', style: style ?? 'plain', start, end, value: node.value ?? '' }
}

function empty(place) {
  return { kind: 'scalar', style: 'plain', start: place, end: place, value: '' }
}

/** Whether nothing is written there. */
export function isEmpty(node) {
  return node.kind === 'scalar' && node.style === 'plain' && node.value === ''
}

/** What is at a step below a node; undefined where nothing is. */
export function childOf(holder, step) {
  if (holder.kind === 'map') return holder.pairs.find(({ key }) => key.value === step)?.value
  return holder.kind === 'list' && Number.isInteger(step) ? holder.entries[step] : undefined
}

/** The value of a node: texts, lists and objects; null where nothing is written. */
export function treeOf(node) {
  if (node.kind === 'map') return Object.fromEntries(node.pairs.map(({ key, value }) => [key.value, treeOf(value)]))
  if (node.kind === 'list') return node.entries.map(treeOf)
  return isEmpty(node) ? null : node.value
}
