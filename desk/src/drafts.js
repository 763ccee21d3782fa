// Proposals where the host has no drafts, as GitHub's free plan for private repositories: Sveltia begins each proposal as
// a draft, and would leave a branch without a pull request. There its label alone says that it is one.

const OF_DRAFTS = /\b(?:markPullRequestReadyForReview|convertPullRequestToDraft)\b/

/** A `fetch` that makes a pull request without the draft where the host refuses one for that. */
export function withoutDrafts(fetch) {
  return async (resource, options = {}) => {
    const response = await fetch(resource, options)
    const { method, body } = options
    if (method !== 'POST' || typeof body !== 'string') return response
    const asked = read(body)
    if (response.status === 422 && asked?.draft && /draft/i.test(await response.clone().text()))
      return fetch(resource, { ...options, body: JSON.stringify({ ...asked, draft: false }) })
    const [mutation] = OF_DRAFTS.exec(asked?.query ?? '') ?? []
    if (mutation && response.ok && /draft/i.test(messages(await response.clone().json())))
      return Response.json({ data: { [mutation]: { pullRequest: { isDraft: false } } } })
    return response
  }
}

function read(body) {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function messages({ errors = [] }) {
  return errors.map(({ message }) => message).join('\n')
}
