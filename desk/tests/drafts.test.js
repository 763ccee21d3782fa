import assert from 'node:assert/strict'
import { test } from 'node:test'

import { withoutDrafts } from '../src/drafts.js'

const PULLS = 'https://api.github.com/repos/us/hub/pulls'
const NONE = { message: 'Draft pull requests are not supported in this repository.' }

/** What was asked for, and a host that answers each in turn. */
function host(...answers) {
  const asked = []
  const fetch = withoutDrafts(async (resource, { body } = {}) => {
    asked.push([resource, body])
    return answers.shift()
  })
  return { asked, fetch }
}

const post = (fetch, body, resource = PULLS) => fetch(resource, { method: 'POST', body: JSON.stringify(body) })

test('a pull request is made without the draft where there are none', async () => {
  const { asked, fetch } = host(Response.json(NONE, { status: 422 }), Response.json({ number: 7 }, { status: 201 }))
  const response = await post(fetch, { title: 'A', draft: true })
  assert.deepEqual(await response.json(), { number: 7 })
  assert.deepEqual(asked.map(([, body]) => JSON.parse(body).draft), [true, false])
})

test('what is refused for another reason stays refused', async () => {
  const { asked, fetch } = host(Response.json({ message: 'A pull request already exists.' }, { status: 422 }))
  const response = await post(fetch, { title: 'A', draft: true })
  assert.equal(response.status, 422)
  assert.deepEqual(await response.json(), { message: 'A pull request already exists.' })
  assert.equal(asked.length, 1)
})

test('what is no draft anyway is ready for its review', async () => {
  const query = 'mutation($input: X!) { markPullRequestReadyForReview(input: $input) { pullRequest { isDraft } } }'
  const { fetch } = host(Response.json({ data: null, errors: [{ message: 'Pull request is not a draft' }] }))
  const { data } = await (await post(fetch, { query })).json()
  assert.deepEqual(data, { markPullRequestReadyForReview: { pullRequest: { isDraft: false } } })
})

test('other questions and answers pass as they are', async () => {
  const errors = { data: null, errors: [{ message: 'No right to change a draft' }] }
  const { asked, fetch } = host(Response.json(errors), new Response('pixels'), new Response(null, { status: 204 }))
  assert.deepEqual(await (await post(fetch, { query: 'mutation { createRef { ref } }' })).json(), errors)
  assert.equal(await (await fetch('photo.webp')).text(), 'pixels')
  assert.equal((await fetch(PULLS, { method: 'POST', body: 'no JSON' })).status, 204)
  assert.equal(asked.length, 3)
})
