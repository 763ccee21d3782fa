import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

import { speak } from '../src/frame.js'

const read = async (path) => JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'))

/** Its words by their names, with dots between names. */
function words(tree, above = '') {
  return Object.entries(tree).flatMap(([name, text]) =>
    typeof text === 'string' ? [[above + name, text]] : words(text, `${above}${name}.`),
  )
}

const facts = (text) => new Set(text.match(/\$\w+/g))

test('each word of the frame is one that Sveltia has, with no facts but its own', async () => {
  const english = new Map(words(await read('../node_modules/@sveltia/cms/locales/en-US.json')))
  const hebrew = words(await read('../src/frame.he.json'))
  for (const [name, text] of hebrew) {
    assert.ok(english.has(name), name)
    for (const fact of facts(text)) assert.ok(facts(english.get(name)).has(fact), `${name}: ${fact}`)
    assert.equal(text.includes('.match'), english.get(name).includes('.match'), name)
  }
  for (const [name] of english)
    if (/^(?:validation|entry_sidebar|save_conflict|saving_entry|_sui\.calendar)\./.test(name))
      assert.ok(hebrew.some(([ours]) => ours === name), name)
})

for (const [language, locale] of [['en', 'en-US'], ['he', 'he'], ['he-IL', 'he'], ['fr', 'en-US']])
  test(`the frame speaks as the page: ${language}`, async () => {
    const kept = new Map([['sveltia-cms.prefs', '{"locale":"de","theme":"dark"}']])
    speak(language, { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text) })
    assert.deepEqual(JSON.parse(kept.get('sveltia-cms.prefs')), { locale, theme: 'dark' })
    const { _locale, _version, save } = JSON.parse(kept.get('sveltia-cms.locale'))
    const { version } = await read('../node_modules/@sveltia/cms/package.json')
    assert.deepEqual([_locale, _version, save], ['he', version, 'שמירה'])
  })
