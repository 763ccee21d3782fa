// Begins Sveltia on the page of the desk (templates/desk/desk.html), with the file format of this hub.

import { withoutDrafts } from './drafts.js'
import { formatOf } from './format.js'
import { namingFiles } from './slugs.js'

const { config, shapes } = JSON.parse(document.getElementById('partnerhub-desk').textContent)
const waiting = document.getElementById('partnerhub-desk-waiting')
const editor = document.getElementById('nc-root')

new MutationObserver((_, observer) => {
  waiting.hidden = true
  observer.disconnect()
}).observe(editor, { childList: true })
String.prototype.replaceAll = namingFiles(String.prototype.replaceAll)
window.fetch = withoutDrafts(window.fetch.bind(window))
window.CMS.registerCustomFormat('partner-frontmatter', 'md', formatOf(shapes))
window.CMS.init({ config })
