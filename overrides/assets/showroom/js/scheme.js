// Blocking, in <head>: the reader's colour scheme holds before the first paint. `site.mjs` saves it.
try {
  const scheme = localStorage.getItem('sc-scheme')
  if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme
} catch {
  // Storage is off: the system's scheme holds.
}
