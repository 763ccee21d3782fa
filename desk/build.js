// Gathers what the page of the desk loads, with its licences, where the package takes it from.

import { build } from 'esbuild'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'

const here = (path) => new URL(path, import.meta.url)
const MADE = here('../generator/partnerhub/desk/files/')
const SVELTIA = '@sveltia/cms/dist/sveltia-cms.js'
/** The languages of its frame, in its own words: all but English it would ask a package host for. */
const LANGUAGES = /`(?:[a-z]{2}(?:-[A-Z]{2})?,)+[a-z]{2}-[A-Z]{2}`(?=\.split\(`,`\))/g
/** What `src/frame.js` has words for. */
const OURS = '`en-US,he`'
const COPIED = {
  'sveltia-cms.LICENSE.txt': '@sveltia/cms/LICENSE.txt',
  'fonts/icons.woff2': '@fontsource/material-symbols-outlined/files/material-symbols-outlined-latin-300-normal.woff2',
  'fonts/icons.LICENSE.txt': '@fontsource/material-symbols-outlined/LICENSE',
}

await rm(MADE, { recursive: true, force: true })
await mkdir(new URL('fonts/', MADE), { recursive: true })
for (const [name, from] of Object.entries(COPIED)) await cp(here(`node_modules/${from}`), new URL(name, MADE))
const sveltia = await readFile(here(`node_modules/${SVELTIA}`), 'utf8')
if (sveltia.match(LANGUAGES)?.length !== 1) throw new Error(`${SVELTIA} tells its languages elsewhere: look for them there`)
await writeFile(new URL('sveltia-cms.js', MADE), sveltia.replace(LANGUAGES, OURS))
await cp(here('src/desk.css'), new URL('desk.css', MADE))
await build({
  entryPoints: [here('src/desk.js').pathname],
  outfile: new URL('desk.js', MADE).pathname,
  bundle: true,
  minify: true,
  target: 'es2022',
  banner: { js: `/* With yaml, https://eemeli.org/yaml/\n${await readFile(here('node_modules/yaml/LICENSE'), 'utf8')}*/` },
})
