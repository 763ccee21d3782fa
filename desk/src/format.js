// Partner files as Sveltia reads and writes them (https://sveltiacms.app/en/docs/api/file-formats). The form's values carry
// the text that they were read from, so that what is written is that text, edited where the form says something else.

import * as blockStyle from './block_style.js'
import { bodyOf, bodyWith } from './body.js'
import { changesOf } from './changes.js'
import { CannotEdit, edited, partsOf } from './edit.js'
import { compose, treeOf } from './nodes.js'
import { BODY, narrowed, recordOf, widened } from './shapes.js'

/** The name of what carries the text: no field, so that no form shows it, and Sveltia hands it back. */
const SOURCE = '_source'
const FENCE = /^---[ \t]*\r?(?:\n|$)/

/** A new file without the text by which it is called. */
export class Nameless extends CannotEdit {}

/** `fromFile` and `toFile` for a hub's partner files. */
export function formatOf(shapes) {
  const { languages } = shapes
  const record = recordOf(shapes)
  const inForm = (body) => (languages.length > 1 ? body : (body[languages[0]] ?? ''))
  const fromForm = (body) => (typeof body === 'string' ? { [languages[0]]: body } : (body ?? {}))
  return {
    fromFile(text) {
      const { fields, after } = partsOf(text)
      const body = bodyOf(after.replace(FENCE, ''), languages)
      return { ...widened(record, treeOf(compose(fields)), languages), [BODY]: inForm(body), [SOURCE]: text }
    },
    toFile({ [SOURCE]: source, [BODY]: body, ...form }) {
      if (source === undefined) {
        const name = languages.length > 1 ? form.name?.[languages[0]] : form.name
        // Sveltia would call it by signs drawn at random, and it keeps that name.
        if (!name?.trim()) throw new Nameless(languages.length > 1 ? `name.${languages[0]}` : 'name')
        return written(narrowed(record, form, languages), fromForm(body), languages)
      }
      const changes = changesOf(record, treeOf(compose(partsOf(source).fields)), form, languages)
      const { before, fields, after } = partsOf(edited(source, changes, shapes))
      const [fence] = FENCE.exec(after)
      return before + fields + fence + bodyWith(after.slice(fence.length), fromForm(body), languages)
    },
  }
}

/** A new file. */
function written(tree, body, languages) {
  const fields = Object.entries(tree ?? {}).map(([name, value]) => `${blockStyle.field(name, value, '')}\n`)
  return `---\n${fields.join('')}---\n${bodyWith('', body, languages)}`
}
