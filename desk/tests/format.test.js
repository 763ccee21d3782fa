/** The file format: what is opened and saved stays as it is, and an edit in the form changes its lines alone. */

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

import { formatOf, Nameless } from '../src/format.js'
const SHAPES = JSON.parse(readFileSync(new URL('../../tests/data/shapes.json', import.meta.url), 'utf8'))
const { fromFile, toFile } = formatOf(SHAPES)
const ofOne = formatOf({ ...SHAPES, languages: ['en'] })

const FILE = `---
name: {he: קוד לטובה, en: Code for Good}   # as they write it
tags: [day, evening]
links:
  example.org: https://example.org/1
vetting:
  win_win:
    members: An evening
their_own: {kept: as it is}
events:
  - slug: one
    title: One
    start: 2026-12-10 19:00 # late
    agreed: 2026-11-06
    announced: 2026-11-20
    their_own: 1
  # the second
  - slug: two
    title: {he: שתיים, fr: Deux}
    start: 2026-12-11
    whole_day: true
    agreed: {us: 2026-11-07}
  - slug: three
    title: Three
    start: 2026-12-12
---
מי שהם.

<!-- lang: en -->
Who they are.

<!-- lang: fr -->
Qui ils sont.
`

/** The lines that go and come when something is done in the form. */
function changes(change, text = FILE, { fromFile: open, toFile: save } = { fromFile, toFile }) {
  const form = JSON.parse(JSON.stringify(open(text)))
  change(form)
  const [before, after] = [text, save(form)].map((each) => each.split('\n'))
  while (before.length && after.length && before[0] === after[0]) {
    before.shift()
    after.shift()
  }
  while (before.length && after.length && before.at(-1) === after.at(-1)) {
    before.pop()
    after.pop()
  }
  return [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)]
}

const nothing = () => {}

test('the form shows every text in its language, and lists as lists', () => {
  const { name, links, vetting, events, body } = fromFile(FILE)
  assert.deepEqual(name, { he: 'קוד לטובה', en: 'Code for Good' })
  assert.deepEqual(links, { 'example.org': 'https://example.org/1' })
  assert.deepEqual(vetting.win_win.members, { he: 'An evening' })
  assert.deepEqual(body, { he: 'מי שהם.', en: 'Who they are.' })
  assert.deepEqual(events[0], {
    slug: 'one',
    title: { he: 'One' },
    start: '2026-12-10 19:00',
    agreed: { us: '2026-11-06', them: '2026-11-06' },
    announced: [{ date: '2026-11-20', _at: 0 }],
    _at: 0,
  })
  assert.equal(events[1].whole_day, true)
})

test('a hub of one language has plain texts', () => {
  const { name, events, body } = ofOne.fromFile(FILE)
  assert.equal(name, 'Code for Good')
  assert.equal(events[0].title, 'One')
  assert.equal(body, 'Who they are.')
})

for (const [about, text] of Object.entries({
  'as it is': FILE,
  'with line ends of Windows': FILE.replaceAll('\n', '\r\n'),
  'with a byte-order mark': `\ufeff${FILE}`,
  'without a line end': FILE.trimEnd(),
  "with fields of another shape than the form's": FILE.replace('An evening', '[one, {two: 3}]').replace(
    'slug: two',
    'slug: [x]',
  ),
  'with fields left empty': FILE.replace('members: An evening', 'members:').replace(
    '- slug: three',
    '-\n  - slug: three',
  ),
  'without a body': FILE.replace(/---\n[^-]*<[^]*/, '---\n'),
})) {
  test(`a file ${about} that is opened and saved stays so`, () => {
    assert.deepEqual(changes(nothing, text), [])
    assert.deepEqual(changes(nothing, text, ofOne), [])
  })
}

test('what the form adds to a file that was opened only is not written', () => {
  const opened = (form) => {
    Object.assign(form, { tagline: { he: '', en: '' }, photo: { alt: { he: '' }, consent: {} }, kind: null })
    form.vetting.values = []
    Object.assign(form.events[0], { whole_day: false, outcome: { attendance: null }, end: '' })
  }
  assert.deepEqual(changes(opened), [])
})

const cases = {
  'a text in one language': [
    (form) => (form.name.en = 'Code for Better'),
    [
      '-name: {he: קוד לטובה, en: Code for Good}   # as they write it',
      '+name: {he: קוד לטובה, en: Code for Better}   # as they write it',
    ],
  ],
  'a text without a language stays one': [
    (form) => (form.vetting.win_win.members.he = 'Two evenings'),
    ['-    members: An evening', '+    members: Two evenings'],
  ],
  'a second language for a text without one': [
    (form) => (form.vetting.win_win.members.en = 'An evening, in English'),
    ['-    members: An evening', '+    members:', '+      he: An evening', '+      en: An evening, in English'],
  ],
  "languages that the hub hasn't stay": [
    (form) => (form.events[1].title = { he: '' }),
    ['-    title: {he: שתיים, fr: Deux}', '+    title: {fr: Deux}'],
  ],
  'a start': [
    (form) => (form.events[0].start = '2026-12-10 20:00'),
    ['-    start: 2026-12-10 19:00 # late', '+    start: 2026-12-10 20:00 # late'],
  ],
  'the start of whole days, which the picker gives an hour': [
    (form) => (form.events[1].start = '2026-12-13 00:00'),
    ['-    start: 2026-12-11', '+    start: 2026-12-13'],
  ],
  'a day that gets its hour': [
    (form) => Object.assign(form.events[1], { whole_day: false, start: '2026-12-11 19:00' }),
    ['-    start: 2026-12-11', '-    whole_day: true', '+    start: 2026-12-11 19:00'],
  ],
  'one date that stands for two': [
    (form) => (form.events[0].agreed = { us: '2026-11-08', them: '2026-11-08' }),
    ['-    agreed: 2026-11-06', '+    agreed: 2026-11-08'],
  ],
  'two dates for one': [
    (form) => (form.events[0].agreed.them = '2026-11-08'),
    ['-    agreed: 2026-11-06', '+    agreed:', '+      us: 2026-11-06', '+      them: 2026-11-08'],
  ],
  'one date of two': [
    (form) => (form.events[0].agreed.them = ''),
    ['-    agreed: 2026-11-06', '+    agreed:', '+      us: 2026-11-06'],
  ],
  'a second date beside the first': [
    (form) => (form.events[1].agreed.them = '2026-11-07'),
    ['-    agreed: {us: 2026-11-07}', '+    agreed: {us: 2026-11-07, them: 2026-11-07}'],
  ],
  'a date that stands for a list': [
    (form) => (form.events[0].announced[0].date = '2026-11-21'),
    ['-    announced: 2026-11-20', '+    announced: 2026-11-21'],
  ],
  'a second announcement': [
    (form) => form.events[0].announced.push({ date: '2026-11-22', where: 'the list' }),
    [
      '-    announced: 2026-11-20',
      '+    announced:',
      '+      - date: 2026-11-20',
      '+      - date: 2026-11-22',
      '+        where: the list',
    ],
  ],
  'a label with a dot, as it comes back': [
    (form) => (form.links = { example: { org: 'https://example.org/2' } }),
    ['-  example.org: https://example.org/1', '+  example.org: https://example.org/2'],
  ],
  'labels that are numbers, as they come back': [
    (form) => (form.links = ['https://example.org/0']),
    ['-  example.org: https://example.org/1', '+  0: https://example.org/0'],
  ],
  'an event at the end': [
    (form) => form.events.push({ title: { he: 'ארבע' }, start: '2026-12-14 19:00', whole_day: false }),
    ['+  - title: ארבע', '+    start: 2026-12-14 19:00'],
  ],
  'an event at the beginning': [
    (form) => form.events.unshift({ slug: 'zero', title: { he: 'אפס' } }),
    ['+  - slug: zero', '+    title: אפס'],
  ],
  'an event between two': [
    (form) => form.events.splice(2, 0, { slug: 'half', title: { he: 'חצי' } }),
    ['+  - slug: half', '+    title: חצי'],
  ],
  'a word between two': [
    (form) => form.tags.splice(1, 0, 'night'),
    ['-tags: [day, evening]', '+tags: [day, night, evening]'],
  ],
  'a word for another': [(form) => (form.tags[0] = 'night'), ['-tags: [day, evening]', '+tags: [night, evening]']],
  'an event goes, and the next one is edited': [
    (form) => {
      form.events.shift()
      form.events[0].slug = 'second'
    },
    [
      '-  - slug: one',
      '-    title: One',
      '-    start: 2026-12-10 19:00 # late',
      '-    agreed: 2026-11-06',
      '-    announced: 2026-11-20',
      '-    their_own: 1',
      '-  # the second',
      '-  - slug: two',
      '+  # the second',
      '+  - slug: second',
    ],
  ],
  'a description in the first language': [(form) => (form.body.he = 'אנשים טובים.'), ['-מי שהם.', '+אנשים טובים.']],
  'a description in another': [(form) => (form.body.en = 'Good people.'), ['-Who they are.', '+Good people.']],
  'a description that goes': [(form) => (form.body.en = ''), ['-<!-- lang: en -->', '-Who they are.', '-']],
}
for (const [about, [change, lines]] of Object.entries(cases)) {
  test(about, () => {
    assert.deepEqual(changes(change), lines)
  })
}

test("a description in a language that the file hasn't", () => {
  const text = '---\nname: Code\n---\nWho they are.\n'
  assert.deepEqual(
    changes((form) => (form.body.en = 'In English.'), text),
    ['+<!-- lang: en -->', '+In English.', '+'],
  )
  assert.deepEqual(
    changes((form) => (form.body.he = 'מי שהם.'), text.replace('Who', '<!-- lang: en -->\nWho')),
    ['+מי שהם.', '+'],
  )
})

test('what a field holds beside what the form shows stays', () => {
  const form = fromFile(FILE)
  const events = form.events.map(({ slug, _at }) => ({ slug, _at, title: { he: 'ערב' } }))
  const told = (text) => text.match(/their_own.*|title:.*/g)
  assert.deepEqual(told(toFile({ ...form, events })), [
    'their_own: {kept: as it is}',
    'title: ערב',
    'their_own: 1',
    'title: {he: ערב, fr: Deux}',
    'title: ערב',
  ])
})

test("an event that is moved takes along what the form doesn't show of it", () => {
  const form = fromFile(FILE)
  form.events.push(form.events.shift())
  const moved = `  - slug: one
    title: One
    start: 2026-12-10 19:00
    agreed: 2026-11-06
    announced: 2026-11-20
    their_own: 1
`
  const [first, others, body] = [FILE.indexOf('  - slug: one'), FILE.indexOf('  # the second'), FILE.indexOf('---\nמי')]
  assert.equal(toFile(form), FILE.slice(0, first) + FILE.slice(others, body) + moved + FILE.slice(body))
})

test('an event that is moved leaves behind what is left empty in it', () => {
  const text = '---\nevents:\n- title: One\n  end:\n  outcome: {attendance: , link: a}\n- title: Two\n---\n'
  const form = fromFile(text)
  form.events.reverse()
  const after = '---\nevents:\n- title: Two\n- title: One\n  outcome:\n    link: a\n---\n'
  assert.equal(toFile(form), after)
})

test('an event is added where a dash waits for one', () => {
  const text = '---\nevents:\n  -\n---\n'
  assert.deepEqual(
    changes((form) => form.events.push({ title: { he: 'ערב' } }), text),
    ['+  - title: ערב'],
  )
})

test('an announcement that has its place alone is edited too', () => {
  const text = '---\nevents:\n- title: One\n  announced: [{where: list}, 2026-11-20]\n---\n'
  const lines = (change) => changes((form) => change(form.events[0].announced[0]), text)
  const was = '-  announced: [{where: list}, 2026-11-20]'
  assert.deepEqual(lines((first) => (first.where = 'board')), [was, '+  announced: [{where: board}, 2026-11-20]'])
  assert.deepEqual(lines((first) => delete first.where), [was, '+  announced: [2026-11-20]'])
})

test("what was typed with line ends of Windows is written with the file's", () => {
  const after = toFile({ ...fromFile(FILE), body: { he: 'אחת\r\nשתיים', en: 'Who they are.' } })
  assert.ok(after.includes('\nאחת\nשתיים\n') && !after.includes('\r'))
})

test('a new file is in block style, in the order of the format', () => {
  const form = {
    body: { he: 'מי שהם.', en: 'Who they are.' },
    events: [
      {
        start: '2026-12-10 19:00',
        title: { he: 'ערב' },
        whole_day: false,
        agreed: { us: '2026-11-06', them: '2026-11-06' },
      },
    ],
    vetting: { decision: 'pending', win_win: { ours: 'One\n\nand two\n' }, values: ['a', 'b: c'] },
    tags: [],
    name: { he: 'קוד לטובה', en: 'Code for Good' },
    kind: 'community',
    tagline: { he: 'שורה', en: '' },
    links: {},
  }
  assert.equal(
    toFile(form),
    `---
name:
  he: קוד לטובה
  en: Code for Good
kind: community
tagline: שורה
vetting:
  values:
    - a
    - "b: c"
  win_win:
    ours: |
      One

      and two
  decision: pending
events:
  - title: ערב
    start: 2026-12-10 19:00
    agreed: 2026-11-06
---
מי שהם.

<!-- lang: en -->
Who they are.
`,
  )
})

for (const [about, text] of Object.entries({
  'no front matter': 'name: Code\n',
  'no second fence': '---\nname: Code\n',
  'a slip': '---\nname: [Code\n---\n',
  'a list in place of fields': '---\n- Code\n---\n',
  'an anchor': '---\nname: &a Code\ntagline: *a\n---\n',
  'a tag': '---\nname: !!str Code\n---\n',
  'a name given twice': '---\nname: Code\nname: Code\n---\n',
  'several blocks': '---\nname: Code\n...\nkind: community\n---\n',
  'a line end that few know': '---\nname: Code\u2028kind: community\n---\n',
})) {
  test(`a file with ${about} is not opened, and not written`, () => {
    assert.throws(() => fromFile(text))
    assert.throws(() => toFile({ name: { he: 'קוד' }, _source: text }))
  })
}

test('a description that would begin another language is not written', () => {
  const form = fromFile(FILE)
  assert.throws(() => toFile({ ...form, body: { ...form.body, he: 'אחת\n<!-- lang: en -->\nשתיים' } }))
})

const described = (he) => toFile({ ...fromFile(FILE), body: { he, en: 'Who they are.' } })
for (const line of ['---', '...', ' - - -'.replaceAll(' ', '\u200f'), '\u00a0--- '])
  test(`a description with ${JSON.stringify(line)} on a line, which ends a record, is not written`, () => {
    assert.throws(() => described(`אחת\n${line}\nשתיים`), { message: 'body.---' })
    const held = FILE.replace('מי שהם.', `מי שהם.\n${line}`)
    assert.deepEqual(changes((form) => (form.name.en = 'Good'), held).length, 2)
  })

test('a description with three hyphens within code, or with more of them, is written', () => {
  for (const text of ['```\n---\n```', '~~~ yaml\na: b\n---\n~~~~', '----', '---a', '- --'])
    assert.ok(described(`אחת\n\n${text}\n`).includes(`\n${text}\n`))
})

const PARTNERS = new URL('../../content/partners/', import.meta.url)
for (const name of readdirSync(PARTNERS).filter((each) => each.endsWith('.md'))) {
  test(`${name} of the demo stays as it is, and is read back from its values`, () => {
    const text = readFileSync(new URL(name, PARTNERS), 'utf8')
    assert.deepEqual(changes(nothing, text), [])
    const { _source, ...form } = fromFile(text)
    const { _source: _, ...again } = fromFile(toFile(form))
    assert.deepEqual(again, form)
  })
}

for (const [languages, form, place] of [
  [['he', 'en'], {}, 'name.he'],
  [['he', 'en'], { name: { en: 'Code for Good', he: ' ' } }, 'name.he'],
  [['en'], { name: '' }, 'name'],
])
  test(`a new file needs the name by which it is called: ${JSON.stringify(form)}`, () => {
    const { toFile } = formatOf({ ...SHAPES, languages })
    assert.throws(() => toFile({ ...form, website: 'https://example.org' }), new Nameless(place))
  })
