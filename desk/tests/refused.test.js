import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CannotEdit } from '../src/edit.js'
import { Nameless } from '../src/format.js'
import { takingPicturesAlone, tellingOfTheHost, tellingWhy } from '../src/refused.js'

const WORDS = Object.fromEntries(
  ['language_line', 'fence_line', 'unwritten', 'token_ended', 'unreachable', 'photo'].map((name) => [name, name]),
)
Object.assign(WORDS, { nameless: 'nameless: {field}', no_place: 'no place: {field}', refused: 'refused: {message}', not_allowed: 'not allowed: {message}' })
const FIELDS = [
  { name: 'name', label: 'Name', fields: [{ name: 'he', label: 'Name (he)' }] },
  { name: 'events', label: 'Events', fields: [{ name: 'start', label: 'start' }] },
]
const URL = 'https://api.github.com/graphql'

for (const [error, told] of [
  [new CannotEdit('events.0.start'), 'no place: Events › start'],
  [new CannotEdit('events.0.other'), 'no place: Events › other'],
  [new CannotEdit('body'), 'language_line'],
  [new Nameless('name.he'), 'nameless: Name (he)'],
  [new CannotEdit('body.---'), 'fence_line'],
  [new TypeError('x is undefined'), 'unwritten'],
])
  test(`a save that writes nothing says why: ${told}`, (context) => {
    context.mock.method(console, 'error', () => {})
    const toFile = tellingWhy(
      () => {
        throw error
      },
      WORDS,
      FIELDS,
    )
    assert.throws(() => toFile({}), { message: 'saving_failed', cause: new Error(told) })
  })

const MUTATION = JSON.stringify({ query: 'mutation ($input: X!) { createCommitOnBranch(input: $input) { id } }' })
const errors = (message, type) => ({ data: null, errors: [{ message, type }] })
const ANSWERS = [
  ['a token that has ended', Response.json({ message: 'Bad credentials' }, { status: 401 }), 'token_ended'],
  ['one without the right', Response.json(errors('Resource not accessible', 'FORBIDDEN')), 'not allowed: Resource not accessible'],
  ['one that may not, of REST', Response.json({ message: '403 Forbidden' }, { status: 403 }), 'not allowed: 403 Forbidden'],
  ['GitLab’s words', Response.json({ error: 'insufficient_scope', error_description: 'needs api' }, { status: 403 }), 'not allowed: needs api'],
  ['too many requests', Response.json({ message: 'API rate limit exceeded' }, { status: 403 }), 'unreachable'],
  ['a host in trouble', new Response('<html>', { status: 502 }), 'unreachable'],
  ['a list of texts', Response.json({ message: ['a', 'b'] }, { status: 400 }), 'refused: a, b'],
  ['what Sveltia looks for', Response.json(errors('A ref named "x" already exists in the repository.')), 'refused: A ref named "x" already exists in the repository.'],
]

for (const [name, answer, told] of ANSWERS)
  test(`the code host refuses to write: ${name}`, async () => {
    const fetch = tellingOfTheHost(async () => answer, WORDS)
    const response = await fetch(URL, { method: 'POST', body: MUTATION })
    const said = await response.json()
    assert.equal(response.status, answer.status)
    assert.equal(said.errors?.[0].message ?? said.message, told)
  })

test('what is read, and what is written well, stays as it is', async () => {
  const refusal = Response.json({ message: 'Bad credentials' }, { status: 401 })
  const fetch = tellingOfTheHost(async () => refusal, WORDS)
  assert.equal(await fetch(URL), refusal)
  assert.equal(await fetch(URL, { method: 'POST', body: JSON.stringify({ query: ' query { viewer { id } }' }) }), refusal)
  const done = Response.json({ data: {} })
  assert.equal(await tellingOfTheHost(async () => done, WORDS)(URL, { method: 'POST', body: MUTATION }), done)
  const nothing = new Response(null, { status: 204 })
  assert.equal(await tellingOfTheHost(async () => nothing, WORDS)(URL, { method: 'DELETE' }), nothing)
})

test('without a network that is told', async () => {
  const failing = async () => {
    throw new TypeError('Failed to fetch')
  }
  await assert.rejects(tellingOfTheHost(failing, WORDS)(URL, { method: 'POST', body: MUTATION }), { message: 'unreachable' })
  await assert.rejects(tellingOfTheHost(failing, WORDS)(URL), { message: 'Failed to fetch' })
})

const asBase64 = (bytes) => Buffer.from(bytes).toString('base64')

test('no photo leaves as it came from a camera', async () => {
  const asked = []
  const fetch = tellingOfTheHost(async (...each) => (asked.push(each), Response.json({})), WORDS)
  const [jpeg, webp] = [asBase64([0xff, 0xd8, 0xff, 0xe1, 0, 9]), asBase64(Buffer.from('RIFF....WEBP'))]
  for (const file of [{ contents: jpeg }, { content: jpeg, encoding: 'base64' }]) {
    const body = JSON.stringify({ actions: [{ path: 'a.jpg', ...file }] })
    await assert.rejects(fetch(URL, { method: 'POST', body }), { message: 'photo' })
  }
  assert.deepEqual(asked, [])
  await fetch(URL, { method: 'POST', body: JSON.stringify({ actions: [{ contents: webp }] }) })
  assert.equal(asked.length, 1)
})

for (const [types, isTaken] of [[['image/jpeg'], true], [['image/webp', 'image/png'], true], [[], true], [['image/png', 'application/pdf'], false], [[''], false], [['image/svg+xml'], false]])
  for (const event of ['change', 'drop'])
    test(`files are taken or not (${event}): ${types}`, () => {
      const listeners = {}
      const done = []
      takingPicturesAlone({ addEventListener: (name, listener) => (listeners[name] = listener) }, () => done.push('told'))
      const files = types.map((type) => ({ type }))
      const target = { files: event === 'change' ? files : undefined, value: 'C:\\fakepath\\a' }
      listeners[event]({
        target,
        dataTransfer: event === 'drop' ? { files } : undefined,
        stopImmediatePropagation: () => done.push('stopped'),
        preventDefault: () => done.push('prevented'),
      })
      assert.deepEqual(done, isTaken ? [] : ['stopped', 'prevented', 'told'])
      assert.equal(target.value, isTaken || event === 'drop' ? 'C:\\fakepath\\a' : '')
    })
