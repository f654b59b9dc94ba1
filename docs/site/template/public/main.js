// Runs on each page of the site. What scrolls must be reached by the keyboard.
export default {
  start() {
    for (const region of document.querySelectorAll('article pre > code, article .table-responsive')) {
      region.tabIndex = 0;
    }
  },
};
