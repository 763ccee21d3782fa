// What the form holds of a file, and what is written of it where somebody changed it.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { formatOf } from '../src/format.js'

const shapes = JSON.parse(readFileSync(new URL('../../tests/data/shapes.json', import.meta.url), 'utf8'))
const FILE = `---
name: קוד # theirs
owner: us
vetting:
  win_win: {members: {fr: Un soir, he: ערב}}
events:
  - title: One
    start: 2026-12-10 19:00
    agreed: 2026-11-06
    online: true
  # the second
  - title: Two
    announced: 2026-12-01
---

מי הם.

<!-- lang: en -->
Who they are.
`

/** The lines that went and came as a form was changed. */
function lines(change, languages = ['he', 'en']) {
  const { fromFile, toFile } = formatOf({ ...shapes, languages })
  const form = structuredClone(fromFile(FILE))
  change(form)
  const [before, after] = [FILE, toFile(form)].map((text) => text.split('\n'))
  return [...before.filter((line) => !after.includes(line)), '→', ...after.filter((line) => !before.includes(line))]
}

const CASES = {
  'what is merely opened stays': [() => {}, []],
  'a text in the first language': [(form) => (form.name.he = 'גן'), ['name: קוד # theirs'], ['name: גן # theirs']],
  'a second language': [(form) => (form.name.en = 'Code'), ['name: קוד # theirs'], ['name: # theirs', '  he: קוד', '  en: Code']],
  'a language that the hub has not stays': [
    (form) => delete form.vetting.win_win.members.he,
    ['  win_win: {members: {fr: Un soir, he: ערב}}'],
    ['  win_win: {members: {fr: Un soir}}'],
  ],
  'one side agreed on another day': [
    (form) => (form.events[0].agreed.them = '2026-11-08'),
    ['    agreed: 2026-11-06'],
    ['    agreed:', '      us: 2026-11-06', '      them: 2026-11-08'],
  ],
  'both agreed on another day': [
    (form) => (form.events[0].agreed = { us: '2026-11-08', them: '2026-11-08' }),
    ['    agreed: 2026-11-06'],
    ['    agreed: 2026-11-08'],
  ],
  'the one day of announcement': [
    (form) => (form.events[1].announced[0].date = '2026-12-02'),
    ['    announced: 2026-12-01'],
    ['    announced: 2026-12-02'],
  ],
  'whole days have no hour': [
    (form) => (form.events[0].whole_day = true),
    ['    start: 2026-12-10 19:00'],
    ['    start: 2026-12-10', '    whole_day: true'],
  ],
  'an item taken out': [
    (form) => form.events.shift(),
    ['  - title: One', '    start: 2026-12-10 19:00', '    agreed: 2026-11-06', '    online: true'],
    [],
  ],
  'the description in one language': [(form) => (form.body.en = 'Who we are.'), ['Who they are.'], ['Who we are.']],
}

for (const [name, [change, gone, come = []]] of Object.entries(CASES))
  test(name, () => assert.deepEqual(lines(change), [...gone, '→', ...come]))

test('a new file is written in the order of the format', () => {
  const form = { events: [{ start: '2026-12-10 19:00', title: { he: 'ערב' } }], name: { he: 'קוד' }, body: { he: 'מי הם.' } }
  assert.equal(
    formatOf(shapes).toFile(form),
    '---\nname: קוד\nevents:\n  - title: ערב\n    start: 2026-12-10 19:00\n---\nמי הם.\n',
  )
})
