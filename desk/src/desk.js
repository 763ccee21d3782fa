// Begins Sveltia on the page of the desk (templates/desk/desk.html), whose script runs after this one: in the reader's language, and
// with the file format of this hub.

import { withoutDrafts } from './drafts.js'
import { formatOf } from './format.js'
import { speak } from './frame.js'
import { describingProposals } from './proposals.js'
import { takingPicturesAlone, tellingOfTheHost, tellingWhy } from './refused.js'
import { namingFiles } from './slugs.js'
import { allowZoom } from './zoom.js'

const { config, shapes, language, words, has_host: hasHost } = JSON.parse(
  document.getElementById('partnerhub-desk').textContent,
)

window.CMS_MANUAL_INIT = true
try {
  speak(language, window.localStorage)
} catch {
  // A browser that keeps nothing has the frame in English, and is told so by Sveltia.
}
String.prototype.replaceAll = namingFiles(String.prototype.replaceAll)
window.fetch = tellingOfTheHost(withoutDrafts(describingProposals(window.fetch.bind(window), words.proposal)), words)
allowZoom(document.head)
takingPicturesAlone(window, () => window.alert(words.no_picture))
// A page of this computer alone is offered a folder to work on; without a host there is nothing else.
const hasFolder = ['localhost', '127.0.0.1', '[::1]'].includes(window.location.hostname)
if (hasFolder) config.collections[0].description = words.in_folder
if (hasFolder || hasHost) document.addEventListener('DOMContentLoaded', begin)

function begin() {
  const waiting = document.getElementById('partnerhub-desk-waiting')
  const [partners] = config.collections
  const { fromFile, toFile } = formatOf(shapes)
  new MutationObserver((_, observer) => {
    Object.assign(waiting, { className: 'heard', role: 'banner' })
    observer.disconnect()
  }).observe(document.getElementById('nc-root'), { childList: true })
  window.CMS.registerCustomFormat('partner-frontmatter', 'md', { fromFile, toFile: tellingWhy(toFile, words, partners.fields) })
  window.CMS.init({ config })
}
