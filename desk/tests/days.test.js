// What a picker can't show must not go with the next edit.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { formatOf } from '../src/format.js'

const shapes = JSON.parse(readFileSync(new URL('../../tests/data/shapes.json', import.meta.url), 'utf8'))
const { fromFile, toFile } = formatOf(shapes)
const fileWith = (given, start, agreed) => `---
name: Code
photo:
  consent: {given_by: Dana, given_on: ${given}}
events:
- title: A
  start: ${start} # as they said
  agreed: ${agreed}
---
Who they are.
`
const ODD = fileWith('next week', '10.12.2026 at 19', 'soon')

test('what is no day is not in the form', () => {
  const { photo, events } = fromFile(ODD)
  assert.deepEqual(photo.consent, { given_by: 'Dana' })
  assert.deepEqual(events, [{ title: { he: 'A' }, agreed: {}, _at: 0 }])
})

test('it stays when something else is edited', () => {
  const form = fromFile(ODD)
  assert.equal(toFile({ ...form, name: { he: 'Code' } }), ODD)
  assert.equal(toFile({ ...form, name: { he: 'Night' } }), ODD.replace('name: Code', 'name: Night'))
})

test('a day takes its place', () => {
  const form = fromFile(ODD)
  form.photo.consent.given_on = '2026-11-02'
  form.events[0].start = '2026-12-10 19:00'
  form.events[0].agreed = { us: '2026-11-05', them: '2026-11-05' }
  assert.equal(toFile(form), fileWith('2026-11-02', '2026-12-10 19:00', '2026-11-05'))
})
