// Cases of edits from standard input, one as JSON a line; what comes out of each, or null where nothing is written.
// tests/test_desk_edits.py compares it with what the command line's edits write.

import { createInterface } from 'node:readline'

import { CannotEdit, edited } from '../src/edit.js'
import { Unreadable } from '../src/nodes.js'

for await (const line of createInterface({ input: process.stdin })) {
  const { before, edits, shapes } = JSON.parse(line)
  try {
    console.log(JSON.stringify(edited(before, edits, shapes)))
  } catch (error) {
    if (!(error instanceof CannotEdit || error instanceof Unreadable)) throw error
    console.log('null')
  }
}
