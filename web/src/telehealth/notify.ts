import icon from '../ui/icon.svg';

/** The worker that shows notifications, or undefined where the browser has none or refuses it. */
async function worker() {
  const registration = await navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined);
  return registration && navigator.serviceWorker.ready;
}

/** Whether a system notification will come. `offer`: it will, once the person allows it. */
export async function notificationState() {
  const isSupported = 'Notification' in window && (await worker()) !== undefined;
  if (!isSupported) return 'none';
  return { granted: 'on', denied: 'denied', default: 'offer' }[Notification.permission] as
    | 'on'
    | 'denied'
    | 'offer'; // as the values above
}

/** Shows a system notification if the person has allowed it and the tab is hidden. A click shows the tab. */
export async function notify(title: string, body: string, path: string) {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
  const registration = await worker();
  await registration?.showNotification(title, { body, tag: path, icon, data: { path } });
}
