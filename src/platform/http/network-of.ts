import { isIPv6 } from 'node:net';

/** One IPv6 customer has at least a /64 (RFC 6177), so IPv6 addresses count by their /64. */
export function networkOf(ip: string) {
  if (!isIPv6(ip) || ip.includes('.')) return ip;
  const [head = [], tail = []] = ip.split('::').map((half) => half.split(':').filter(Boolean));
  const gap = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...gap, ...tail].slice(0, 4).join(':');
}
