/**
 * Loads Jitsi's external_api.js from wherever the organization's server is. The SDK would itself, but only over https from a
 * bare host, and it tells nobody when that fails; it takes the one that is there.
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
