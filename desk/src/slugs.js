// Names of new files, which become addresses of pages: letters and digits of any script with single hyphens between them, as
// partnerhub makes them itself (generator/partnerhub/words/slugs.py). Sveltia keeps geresh, gershayim and maqaf, dots and dashes,
// and asks nobody; the one step of it that can be told from outside is where it replaces what it takes for unsafe.

const UNSAFE_OF_SVELTIA = '[\\p{Z}\\p{C}!'
/** What stands inside of words. */
const DROPPED = /["'׳״’‘”“]/g
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]/gu

/** A `replaceAll` of texts that replaces, where Sveltia makes a name, all that none may hold. */
export function namingFiles(replaceAll) {
  return function (pattern, replacement) {
    const isNaming = pattern instanceof RegExp && pattern.source.startsWith(UNSAFE_OF_SVELTIA)
    if (!isNaming) return replaceAll.call(this, pattern, replacement)
    return this.normalize('NFC').replace(DROPPED, '').replace(BETWEEN_WORDS, ' ')
  }
}
