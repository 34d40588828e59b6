/**
 * Loads external_api.js from the organization's Jitsi server. The SDK can do this only over https from a bare
 * host, and does not report a failure. It uses the script that is already loaded.
 */
export function loadExternalApi(serverUrl: string) {
  return new Promise<void>((resolve, reject) => {
    if ('JitsiMeetExternalAPI' in window) return resolve();
    const script = document.createElement('script');
    script.src = `${serverUrl}/external_api.js`;
    script.onload = () =>
      'JitsiMeetExternalAPI' in window ? resolve() : reject(new Error('Not an external_api.js'));
    script.onerror = () => {
      script.remove();
      reject(new Error('external_api.js could not be loaded'));
    };
    document.head.append(script);
  });
}
