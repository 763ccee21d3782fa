// Begins Sveltia on the page of the desk (templates/desk/desk.html), whose script runs after this one: in the reader's language, and
// with the file format of this hub.

import { withoutDrafts } from './drafts.js'
import { formatOf } from './format.js'
import { speak } from './frame.js'
import { takingPicturesAlone, tellingOfTheHost, tellingWhy } from './refused.js'
import { namingFiles } from './slugs.js'

const { config, shapes, language, words, has_host: hasHost } = JSON.parse(
  document.getElementById('partnerhub-desk').textContent,
)
const ON_THIS_COMPUTER = ['localhost', '127.0.0.1', '[::1]']

window.CMS_MANUAL_INIT = true
speak(language, window.localStorage)
String.prototype.replaceAll = namingFiles(String.prototype.replaceAll)
window.fetch = tellingOfTheHost(withoutDrafts(window.fetch.bind(window)), words)
takingPicturesAlone(window, () => window.alert(words.no_picture))
document.addEventListener('DOMContentLoaded', () => {
  // Without a host there is only a folder to work on, which Sveltia offers to pages of this computer alone.
  if (hasHost || ON_THIS_COMPUTER.includes(window.location.hostname)) begin()
})

function begin() {
  const waiting = document.getElementById('partnerhub-desk-waiting')
  const [{ fields }] = config.collections
  const { fromFile, toFile } = formatOf(shapes)
  new MutationObserver((_, observer) => {
    waiting.hidden = true
    observer.disconnect()
  }).observe(document.getElementById('nc-root'), { childList: true })
  window.CMS.registerCustomFormat('partner-frontmatter', 'md', { fromFile, toFile: tellingWhy(toFile, words, fields) })
  window.CMS.init({ config })
}
