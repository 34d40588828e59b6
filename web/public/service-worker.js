/**
 * Shows the portal's notifications, which Chrome on Android takes from a service worker alone. It has no
 * `fetch` handler: it sees no request, and caches neither pages nor data.
 */
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(showPortal(event.notification.data.path));
});

/** The window with this page, or any other window of the portal, or else a new one. */
async function showPortal(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const pathOf = ({ url }) => new URL(url).pathname;
  const portals = windows.filter(
    (client) => client.frameType !== 'nested' && !pathOf(client).startsWith('/meet/'),
  );
  const portal = portals.find((client) => pathOf(client) === path) ?? portals[0];
  return portal ? portal.focus() : self.clients.openWindow(path);
}
