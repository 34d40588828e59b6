import type { Page } from 'playwright-core';

/** Makes a page and its frames such as a browser shows them that grants them no storage. */
export const blockStorage = (page: Page) =>
  page.addInitScript(() => {
    for (const kind of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, kind, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
  });
