/** The oldest browsers that the pages work in. Phones that get no newer ones are still in use. */
export const OLDEST_BROWSERS = { ios: '15.4', chrome: '100', firefox: '102' };
