// Fields that wait in comments for somebody to fill them in, as `new partner` leaves them: `# tagline:`.

import { INDENT } from './block_style.js'

/** What is behind the name of a field without a value. */
const NAME_ALONE = String.raw`:[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)`
const NO_FIELD = /\r?\n[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/y

/** A front matter with each comment that is nothing but a field of that name as the field, empty. */
export function* uncommented(text, name) {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
  for (const found of text.matchAll(new RegExp(`(?<![^\\n])( *)# ${escaped}${NAME_ALONE}`, 'g'))) {
    const [line, indent] = found
    const end = found.index + line.length
    const [below] = matchAt(new RegExp(`(?:\\r?\\n${indent}# ${INDENT}\\S[^\\r\\n]*)*`, 'y'), text, end)
    // What waits below it waits below it still.
    const fields = below.replaceAll(`\n${indent}# ${INDENT}`, `\n${indent}${INDENT}# `)
    yield text.slice(0, found.index) + line.replace('# ', '') + fields + text.slice(end + below.length)
  }
}

/**
 * The end of the last line below a place in which a field of these names waits, before the next that has a value.
 *
 * `place` is the end of a line, and so is what comes back; where none waits, the place itself.
 */
export function behindThoseThatWait(text, place, indent, names) {
  const waits = new RegExp(
    `\\r?\\n${indent}# ([\\p{L}\\p{N}_]+)${NAME_ALONE}(?:\\r?\\n${indent}# ${INDENT}[^\\r\\n]*)*`,
    'yu',
  )
  let at = place
  for (let line; (line = matchAt(NO_FIELD, text, at)); ) {
    const field = matchAt(waits, text, at)
    at += (field ?? line)[0].length
    if (field && names.includes(field[1])) place = at
  }
  return place
}

/** What a sticky pattern finds at a place. */
export function matchAt(pattern, text, place) {
  pattern.lastIndex = place
  return pattern.exec(text)
}
