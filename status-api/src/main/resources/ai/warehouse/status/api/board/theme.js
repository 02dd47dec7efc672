// Runs before the first paint, so that a remembered choice does not flash; so it is no module.
try {
  document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'auto';
} catch {
  document.documentElement.dataset.theme = 'auto'; // storage is switched off
}
