import icon from '../ui/icon.svg';

/** Shows a system notification if the person has allowed it and the tab is hidden. */
export function notify(title: string, body: string, path: string) {
  if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) return;
  try {
    const notification = new Notification(title, { body, tag: path, icon });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  } catch {
    // Android allows notifications for installed apps only.
  }
}
