// The cases that the command line's edits keep too (tests/test_desk_edits.py): the same edit, the same bytes.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { changed, edited, partsOf } from '../src/edit.js'
import { formatOf } from '../src/format.js'
import { compose, treeOf } from '../src/nodes.js'
import { recordOf, widened } from '../src/shapes.js'

const data = (name) => JSON.parse(readFileSync(new URL(`../../tests/data/${name}`, import.meta.url), 'utf8'))
const shapes = data('shapes.json')
const { cases } = data('edits.json')

for (const { case: name, before, edits, after, typed: isTyped = true } of cases) {
  test(`${name}: edited`, () => assert.equal(edited(before, edits, shapes), after))
  // A form leaves the blanks around a text out.
  if (isTyped) test(`${name}: in the form`, () => assert.equal(typed(before, edits), after))
}

/** What is written of a form in which the fields say what was meant. */
function typed(before, edits) {
  const { fromFile, toFile } = formatOf(shapes)
  return edits.reduce((text, { path, value }) => {
    const form = fromFile(text)
    const tree = changed(treeOf(compose(partsOf(text).fields)), path, value) ?? {}
    const meant = widened(recordOf(shapes), tree, shapes.languages)
    if (Number.isInteger(path.at(-1)) && value === null) placed(meant, path)
    return toFile({ body: form.body, _source: form._source, ...meant })
  }, before)
}

/** Where the entries behind one that is taken out stood. */
function placed(form, path) {
  const list = path.slice(0, -1).reduce((above, step) => above?.[step], form) ?? []
  list.slice(path.at(-1)).forEach((entry) => entry._at !== undefined && entry._at++)
}
