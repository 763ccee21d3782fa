// What is refused, told in the reader's words (generator/partnerhub/desk/refusals.py) where Sveltia tells what went wrong. The form
// stays as it is, with all that was typed.

import { CannotEdit } from './edit.js'
import { Nameless } from './format.js'
import { BODY } from './shapes.js'

/** Sveltia's name of a save that failed; the message of its cause is shown. */
const FAILED = 'saving_failed'
const PICTURES = ['image/jpeg', 'image/png', 'image/webp']
/** Below the description in the place of an edit: the line that no description may hold. */
const FENCE = '---'
/** The first bytes of a JPEG, as base64 has them. Whatever the desk makes of a photo is another format. */
const FROM_A_CAMERA = /"contents?":"\/9j\//
const ENDED = [401]
const NOT_ALLOWED = [403, 404]
const LATER = [429, 500, 502, 503, 504]

/** A `toFile` that says why it wrote nothing; `fields` are those of the form, which have their labels. */
export function tellingWhy(toFile, words, fields) {
  return (form) => {
    try {
      return toFile(form)
    } catch (error) {
      console.error(error)
      throw new Error(FAILED, { cause: new Error(why(error, words, fields)) })
    }
  }
}

function why(error, words, fields) {
  if (!(error instanceof CannotEdit)) return words.unwritten
  const path = error.message.split('.')
  if (path[0] === BODY) return path[1] === FENCE ? words.fence_line : words.language_line
  const labels = labelsAt(fields, path)
  // That of a language says what the text is, too.
  const field = labels.filter((label, number) => !labels[number + 1]?.startsWith(label)).join(' › ')
  return filled(error instanceof Nameless ? words.nameless : words.no_place, { field })
}

function labelsAt(fields, path) {
  const [name, ...below] = path.filter((step) => !/^\d+$/.test(step))
  if (name === undefined) return []
  const field = fields?.find((each) => each.name === name)
  return [field?.label ?? name, ...labelsAt(field?.fields, below)]
}

/** A `fetch` that says in the reader's words why the code host refused to write. */
export function tellingOfTheHost(fetch, words) {
  return async (resource, options = {}) => {
    const { method = 'GET', body } = options
    const isWriting = method !== 'GET' && !(typeof body === 'string' && /^\{"query":"\s*(?:query\b|\{)/.test(body))
    if (!isWriting) return fetch(resource, options)
    if (typeof body === 'string' && FROM_A_CAMERA.test(body)) throw new TypeError(words.photo)
    const response = await fetch(resource, options).catch((error) => {
      throw new TypeError(words.unreachable, { cause: error })
    })
    return retold(response, words)
  }
}

async function retold(response, words) {
  const said = await response
    .clone()
    .json()
    .catch(() => ({}))
  if (response.ok && !said?.errors) return response
  const [first] = Array.isArray(said?.errors) ? said.errors : []
  const host = [said?.message ?? said?.error_description ?? said?.error ?? first?.message ?? first].flat().join(', ')
  const message = filled(reason(response.status, first?.type, host, words), { message: host || response.status })
  // Of a list of errors Sveltia tells the messages, else the one.
  const errors = first && { errors: [{ ...Object(first), message }] }
  return Response.json({ ...said, message, ...errors }, { status: response.status })
}

function reason(status, type, host, words) {
  if (ENDED.includes(status)) return words.token_ended
  if (LATER.includes(status) || /rate limit/i.test(host)) return words.unreachable
  if (NOT_ALLOWED.includes(status) || ['FORBIDDEN', 'NOT_FOUND'].includes(type)) return words.not_allowed
  return words.refused
}

/** Keep files that are no pictures from being taken as they are: `tell` is called, and Sveltia doesn't hear of them. */
export function takingPicturesAlone(target, tell) {
  for (const event of ['change', 'drop'])
    target.addEventListener(
      event,
      (taken) => {
        const files = [...(taken.dataTransfer ?? taken.target)?.files ?? []]
        if (files.every(({ type }) => PICTURES.includes(type))) return
        taken.stopImmediatePropagation()
        taken.preventDefault()
        if (event === 'change') taken.target.value = ''
        tell()
      },
      true,
    )
}

function filled(text, facts) {
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => facts[name])
}
