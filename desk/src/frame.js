// The language of Sveltia's frame: that of the page. Sveltia has its own in English alone, looks for those of its list in what the
// browser keeps, and would else ask a package host for them. `build.js` makes that list one of these two.

import desk from '../package.json' with { type: 'json' }
import hebrew from './frame.he.json' with { type: 'json' }

/** A language of ours → what Sveltia calls it. */
const LOCALES = { en: 'en-US', he: 'he' }
const KEPT = 'sveltia-cms.locale'
const PREFERENCES = 'sveltia-cms.prefs'

/** Have Sveltia speak a language of ours. Before its script runs: it reads this as it starts. */
export function speak(language, storage) {
  const [locale] = language.split('-')
  const version = { _locale: 'he', _version: desk.dependencies['@sveltia/cms'] }
  storage.setItem(KEPT, JSON.stringify({ ...version, ...hebrew }))
  storage.setItem(PREFERENCES, JSON.stringify({ ...read(storage.getItem(PREFERENCES)), locale: LOCALES[locale] ?? LOCALES.en }))
}

function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
