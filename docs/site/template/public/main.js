// Runs on each page of the site. What scrolls must be reached by the keyboard, and what opens a menu must be a button.
function mendMenus() {
  for (const toggle of document.querySelectorAll('a.dropdown-toggle:not([role])')) {
    toggle.setAttribute('role', 'button');
    toggle.tabIndex = 0;
    toggle.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        toggle.click();
      }
    });
  }
}

export default {
  start() {
    for (const region of document.querySelectorAll('article pre > code, article .table-responsive')) {
      region.tabIndex = 0;
    }

    mendMenus();
    new MutationObserver(mendMenus).observe(document.body, { childList: true, subtree: true });
  },
};
