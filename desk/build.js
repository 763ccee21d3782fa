// Gathers what the page of the desk loads, with its licences, where the package takes it from.

import { build } from 'esbuild'
import { cp, mkdir, readFile, rm } from 'node:fs/promises'

const here = (path) => new URL(path, import.meta.url)
const MADE = here('../generator/partnerhub/desk/files/')
const COPIED = {
  'sveltia-cms.js': '@sveltia/cms/dist/sveltia-cms.js',
  'sveltia-cms.LICENSE.txt': '@sveltia/cms/LICENSE.txt',
  'fonts/icons.woff2': '@fontsource/material-symbols-outlined/files/material-symbols-outlined-latin-300-normal.woff2',
  'fonts/icons.LICENSE.txt': '@fontsource/material-symbols-outlined/LICENSE',
}

await rm(MADE, { recursive: true, force: true })
await mkdir(new URL('fonts/', MADE), { recursive: true })
for (const [name, from] of Object.entries(COPIED)) await cp(here(`node_modules/${from}`), new URL(name, MADE))
await cp(here('src/desk.css'), new URL('desk.css', MADE))
await build({
  entryPoints: [here('src/desk.js').pathname],
  outfile: new URL('desk.js', MADE).pathname,
  bundle: true,
  minify: true,
  target: 'es2022',
  banner: { js: `/* With yaml, https://eemeli.org/yaml/\n${await readFile(here('node_modules/yaml/LICENSE'), 'utf8')}*/` },
})
