// What a page shows that no author may, but for the one script that it carries (own): [mark of an execution, reports of the policy, [what, where] …].
(own) => {
  const found = [];
  const say = (what, node) => found.push([what, node.outerHTML.slice(0, 90)]);
  const csp = document.head.querySelector('meta[http-equiv=Content-Security-Policy]');
  const weak = !csp || /unsafe|\*|https?:/.test(csp.content) || !/default-src 'none'/.test(csp.content);
  if (weak || csp.previousElementSibling?.matches('script,link,style')) found.push(['politique', '']);
  for (const node of document.querySelectorAll('script'))
    if (node.id !== '__config' && !(own && node.textContent === own && node.matches('#contenu > :last-child')) && !node.src.startsWith(new URL('.', location).origin === 'null' ? 'file:' : location.origin))
      say('script', node);
  if (document.querySelectorAll('#__config').length !== 1) found.push(['__config', '']);
  for (const node of document.querySelectorAll('a[href], area[href]'))
    if (!['http:', 'https:', 'mailto:', 'file:'].includes(new URL(node.href.baseVal ?? node.href, location).protocol)) say('lien', node);
  for (const node of document.querySelectorAll('img, iframe, object, embed, base, form:not([class^=md-]), [onload], [onerror], [onclick], [style]')) {
    if (node.matches('.tabbed-set')) continue; // Material's script places the line under a tab
    if (node.matches('img') && (!node.hasAttribute('src') || new URL(node.src).origin === location.origin)) continue;
    if (!node.matches('[hidden]') && !node.closest('[data-md-component], svg') || node.closest('.vt-prose, .vt-words')) say('élément', node);
  }
  for (const region of document.querySelectorAll('.vt-prose, .vt-words'))
    for (const node of region.querySelectorAll('*')) {
      if (node.matches('.vt-prose__by, .md-code__nav, .md-code__nav *, .md-clipboard, .tabbed-control, .tabbed-control *')) continue;
      for (const word of node.classList)
        if (/^(md|vt)-/.test(word) && !/^md-(code|typeset|annotation)/.test(word)) say('classe', node);
      for (const name of ['id', 'name', 'for'])
        if (node.getAttribute(name) && !/^(t\d*-|__code_)/.test(node.getAttribute(name))) say(name, node);
    }
  if (/[\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.textContent)) found.push(['bidi', '']);
  return [window.pwned ?? null, window.reports ?? [], found];
}
