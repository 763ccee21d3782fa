// Sveltia keeps phones from zooming, which some eyes need.

/** Take that out of whatever comes into the head of the page. */
export function allowZoom(head) {
  new MutationObserver(() => {
    for (const meta of head.querySelectorAll('meta[name="viewport"][content*="maximum-scale"]'))
      meta.content = meta.content.replace(/,\s*maximum-scale=[^,]*/, '')
  }).observe(head, { childList: true, subtree: true, attributeFilter: ['content'] })
}
