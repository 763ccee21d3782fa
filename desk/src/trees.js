// Trees of plain values: a file's (texts, lists, objects, null where nothing is) and a form's.

export function isMapping(tree) {
  return tree !== null && typeof tree === 'object' && !Array.isArray(tree)
}

/** Whether two trees say the same: a field left empty isn't there, a line end at the end of a text says nothing. */
export function same(one, other) {
  if (typeof one === 'string' && typeof other === 'string') return withoutEnd(one) === withoutEnd(other)
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, number) => same(each, other[number]))
  if (!isMapping(one) || !isMapping(other)) return (one ?? null) === (other ?? null)
  const [ours, theirs] = [one, other].map((tree) => Object.keys(tree).filter((name) => (tree[name] ?? null) !== null))
  return ours.length === theirs.length && ours.every((name) => theirs.includes(name) && same(one[name], other[name]))
}

/** A text without the line ends at its end. */
export function withoutEnd(text) {
  return text.replace(/\n+$/, '')
}
