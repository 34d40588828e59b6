import icon from '../ui/icon.svg';

/** A notification of the system, if whoever waits has allowed it and is looking elsewhere. */
export function notify(title: string, body: string, path: string) {
  if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) return;
  try {
    const notification = new Notification(title, { body, tag: path, icon });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  } catch {
    // Android has them for installed apps only.
  }
}
