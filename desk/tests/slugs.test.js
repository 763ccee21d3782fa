import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { namingFiles } from '../src/slugs.js'

const UNSAFE = /[\p{Z}\p{C}!"#$%&'()*+,/:;<=>?@[\\\]^`{|}]/gu
const replaceAll = namingFiles(String.prototype.replaceAll)

const NAMES = {
  'צה״ל בית־ספר': 'צהל בית ספר',
  "ג'ירפות – ערב": 'גירפות   ערב',
  'Code.org & co_op': 'Code org   co op',
  'ערב': 'ערב',
  'Cafe\u0301': 'Café',
}

for (const [name, words] of Object.entries(NAMES))
  test(`${name} is named by its letters and digits`, () => assert.equal(replaceAll.call(name, UNSAFE, ' '), words))

test('other texts are replaced as ever', () => {
  assert.equal(replaceAll.call('a.b.c', '.', '-'), 'a-b-c')
  assert.equal(replaceAll.call('צה״ל', /״/g, ''), 'צהל')
})

test('it is Sveltia’s pattern', () => {
  const sveltia = readFileSync(new URL(import.meta.resolve('@sveltia/cms')), 'utf8')
  assert.ok(sveltia.includes(UNSAFE.source))
})
