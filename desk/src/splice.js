// Where an edit goes in a front matter: what is replaced, by the places of what stands there. The same decisions as in
// generator/partnerhub/editing/splice.py, case by case (tests/data/edits.json).

import * as blockStyle from './block_style.js'
import { childOf, compose, isEmpty } from './nodes.js'
import { behindThoseThatWait, matchAt } from './waiting.js'

/** Of a block of text. */
const HEADER = /\s*[|>][-+\d]*/g

/** The edit can't be made where it should be. */
export class NoPlace extends Error {}

/** Finds where a value stands in a front matter, or would stand; `orderAt` gives the names known at a path, in order. */
export class Splicer {
  constructor(text, orderAt) {
    this.text = text
    this.orderAt = orderAt
    this.root = compose(text)
  }

  /** What an edit comes to: `{start, end, text}`. */
  splice({ path, value, isInserted = false }) {
    const holders = [this.root]
    for (const [depth, step] of path.entries()) {
      const holder = holders.at(-1)
      if (isInserted && depth + 1 === path.length) return this.#inserted(holder, step, value, holders.some(inBrackets))
      const child = childOf(holder, step)
      if (!child || isEmpty(child)) {
        // Nothing stands there: the rest of the way is written with the value.
        if (value === null) return { start: 0, end: 0, text: '' }
        const written = nested(path.slice(depth + 1), value)
        const within = holders.some(inBrackets)
        return child
          ? this.#replaced(holder, step, written, within)
          : this.#added(path.slice(0, depth), holder, step, written, within)
      }
      holders.push(child)
    }
    if (value === null) return this.#removed(path, holders)
    return this.#replaced(holders.at(-2), path.at(-1), value, holders.slice(0, -1).some(inBrackets))
  }

  /** What stands at a path, be it empty. */
  node(path) {
    return path.reduce((found, step) => found && childOf(found, step), this.root)
  }

  // Replaced

  #replaced(holder, step, value, within) {
    const node = childOf(holder, step)
    const sign = this.#afterSign(holder, step)
    let oldEnd = this.#end(node, sign)
    // The line on which it ends goes whole: a comment there was about what goes.
    if (isBlock(node)) oldEnd = this.#endOfLine(oldEnd)
    if (within || !blockStyle.needsLines(value)) {
      const inline = blockStyle.inline(value, within)
      if (!isEmpty(node) && !isBlock(node)) return { start: node.start, end: oldEnd, text: inline }
      // What stands behind the colon is a comment, if anything.
      const comment = isBlock(node) ? this.#comment(node, sign) : ''
      return { start: sign, end: oldEnd, text: ` ${inline}${comment}` }
    }
    const comment = isBlock(node) ? this.#comment(node, sign) : this.#restOfLine(oldEnd)
    const end = isBlock(node) ? oldEnd : oldEnd + comment.length
    const indent = ' '.repeat(this.#column(holder))
    const isEntry = holder.kind === 'list'
    return { start: sign, end, text: blockStyle.below(value, indent, { isEntry, comment: comment.trimEnd() }) }
  }

  // Added

  #added(path, holder, step, value, within) {
    if (holder.kind === 'list') return this.#inserted(holder, holder.entries.length, value, within)
    if (holder.kind !== 'map' || typeof step !== 'string') throw new NoPlace()
    const names = holder.pairs.map(({ key }) => key.value)
    const before = namesBefore(step, this.orderAt(path))
    const place = before ? names.findLastIndex((name) => before.includes(name)) + 1 : names.length
    const first = holder.pairs[0]?.key.start
    if (inBrackets(holder) || within) {
      const field = `${blockStyle.scalar(step, true)}: ${blockStyle.inline(value, true)}`
      if (!names.length) return { start: holder.start + 1, end: holder.end - 1, text: field }
      if (place === 0) return { start: first, end: first, text: `${field}, ` }
      const end = this.#pairEnd(holder, place - 1)
      // A comma right behind a colon would be part of the name.
      const blank = isEmpty(holder.pairs[place - 1].value) ? ' ' : ''
      return { start: end, end, text: `${blank}, ${field}` }
    }
    const indent = ' '.repeat(this.#column(holder))
    const written = blockStyle.field(step, value, indent)
    if (place === 0) return { start: first, end: first, text: `${written}\n${indent}` }
    const above = this.#behindComments(this.#pairEnd(holder, place - 1), holder)
    const end = behindThoseThatWait(this.text, above, indent, before ?? [])
    return { start: end, end, text: `\n${indent}${written}` }
  }

  /** An entry before the one of a number, or at the end. */
  #inserted(holder, number, value, within) {
    const above = number - 1
    if (inBrackets(holder) || within) {
      const inline = blockStyle.inline(value, true)
      if (!holder.entries.length) return { start: holder.start, end: holder.end, text: `[${inline}]` }
      const place = number ? this.#entryEnd(holder, above) : holder.entries[0].start
      return { start: place, end: place, text: number ? `, ${inline}` : `${inline}, ` }
    }
    const indent = ' '.repeat(this.#column(holder))
    const entry = blockStyle.entry(value, indent)
    if (!number) return { start: holder.start, end: holder.start, text: `${entry}\n${indent}` }
    const end = this.#behindComments(this.#entryEnd(holder, above), holder)
    return { start: end, end, text: `\n${indent}${entry}` }
  }

  // Removed

  /** Without the last thing of the path, and without what holds nothing else. */
  #removed(path, holders) {
    const holder = holders.at(-2)
    const step = path.at(-1)
    const firsts = holder.kind === 'map' ? holder.pairs.map(({ key }) => key) : holder.entries
    if (firsts.length === 1 && path.length > 1) return this.#removed(path.slice(0, -1), holders.slice(0, -1))
    const number = holder.kind === 'map' ? firsts.findIndex(({ value }) => value === step) : step
    const endOf = (which) => (holder.kind === 'list' ? this.#entryEnd(holder, which) : this.#pairEnd(holder, which))
    const end = endOf(number)
    if (inBrackets(holder)) {
      if (number + 1 < firsts.length) return { start: firsts[number].start, end: firsts[number + 1].start, text: '' }
      return { start: number ? endOf(number - 1) : firsts[number].start, end, text: '' }
    }
    const start = holder.kind === 'list' ? this.#dash(holder, number) : firsts[number].start
    const line = this.text.lastIndexOf('\n', start - 1) + 1
    const ended = this.#endOfLine(end)
    const after = Math.min(ended + (this.text.startsWith('\r\n', ended) ? 2 : 1), this.text.length)
    if (start === 0 || !this.text.slice(line, start).trim()) return { start: start && line, end: after, text: '' }
    // The first field of an entry stands behind the dash: what comes next takes its place.
    return { start, end: after + /^ */.exec(this.text.slice(after))[0].length, text: '' }
  }

  // Places

  /** In which the fields of a mapping, or the dashes of a list, begin. */
  #column(holder) {
    const { start } = holder.kind === 'map' ? holder.pairs[0].key : holder
    return start && start - this.text.lastIndexOf('\n', start - 1) - 1
  }

  #pairEnd(holder, number) {
    const { key, value } = holder.pairs[number]
    return this.#end(value, this.#afterColon(key))
  }

  #entryEnd(holder, number) {
    const node = holder.entries[number]
    return this.#end(node, inBrackets(holder) ? node.start : this.#dash(holder, number) + 1)
  }

  /** Behind the colon of a field, or the dash of an entry. */
  #afterSign(holder, step) {
    if (holder.kind === 'map') return this.#afterColon(holder.pairs.find(({ key }) => key.value === step).key)
    return inBrackets(holder) ? holder.entries[step].start : this.#dash(holder, step) + 1
  }

  #afterColon(key) {
    return this.text.indexOf(':', key.end) + 1
  }

  /** Of an entry of a list in block style: the last one in its column at or above where the entry begins. */
  #dash(holder, number) {
    const column = this.#column(holder)
    const above = number ? this.#entryEnd(holder, number - 1) : holder.start
    for (let place = holder.entries[number].start; ; ) {
      const line = place && this.text.lastIndexOf('\n', place - 1) + 1
      if (this.text[line + column] === '-') return line + column
      if (line <= above) throw new NoPlace()
      place = line - 1
    }
  }

  /** Where a value ends, without the blanks, comments and empty lines after it; `sign` is where it could begin. */
  #end(node, sign) {
    if (isEmpty(node)) return sign
    if (node.kind === 'scalar') return node.style === 'block' ? this.text.slice(0, node.end).trimEnd().length : node.end
    if (inBrackets(node)) return node.end
    return node.kind === 'map' ? this.#pairEnd(node, node.pairs.length - 1) : this.#entryEnd(node, node.entries.length - 1)
  }

  /** What stands behind the sign of a value that begins below it, with the blanks before it. */
  #comment(node, sign) {
    const rest = this.#restOfLine(sign)
    if (isEmpty(node) || node.start > sign + rest.length) return rest
    return node.kind === 'scalar' ? rest.replace(HEADER, '') : ''
  }

  #endOfLine(place) {
    const feed = this.text.indexOf('\n', place)
    if (feed < 0) return this.text.length
    return this.text[feed - 1] === '\r' && feed > place ? feed - 1 : feed
  }

  /** The end of the line, or of the last comment below it that is indented as part of what ends there. */
  #behindComments(place, holder) {
    const line = this.#endOfLine(place)
    const deeper = new RegExp(`(?:\\s*\\n {${this.#column(holder) + 1},}#[^\\r\\n]*)*`, 'y')
    return line + matchAt(deeper, this.text, line)[0].length
  }

  #restOfLine(place) {
    return this.text.slice(place, this.#endOfLine(place))
  }
}

function inBrackets(node) {
  return node.kind !== 'scalar' && node.style === 'flow'
}

/** Whether it stands on lines of its own, below its field. */
function isBlock(node) {
  return node.style === 'block'
}

function nested(path, value) {
  return path.reduceRight((inner, step) => (typeof step === 'string' ? { [step]: inner } : [inner]), value)
}

/** The names that stand before one in an order; undefined of a name that isn't in it. */
function namesBefore(name, order) {
  return order.includes(name) ? order.slice(0, order.indexOf(name)) : undefined
}
