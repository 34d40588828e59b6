import { BlockList, isIP } from 'node:net';

/**
 * Whether the server may connect to an IP address from an untrusted URL: public addresses, and private ones
 * within `networks` (addresses, or ranges such as 10.0.0.0/8).
 */
export function isReachable(address: string, networks: readonly string[]) {
  // Drop the zone (RFC 4007), as in fe80::1%eth0.
  const [bare = ''] = address.split('%');
  const family = familyOf(bare);
  if (special.check(bare, family)) return false;
  return !privately.check(bare, family) || blockListOf(networks).check(bare, family);
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

// BlockList also matches IPv4-mapped IPv6 addresses (RFC 4291 §2.5.5.2) against the IPv4 ranges.
function blockListOf(ranges: readonly string[]) {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    if (bits === undefined) list.addAddress(network, familyOf(network));
    else list.addSubnet(network, Number(bits), familyOf(network));
  }
  return list;
}

/**
 * Loopback, private, shared, translation, benchmarking and documentation ranges (RFC 6890, IANA
 * Special-Purpose Address Registries). `networks` may allow parts of them.
 */
const privately = blockListOf([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
]);

/**
 * Never allowed: unspecified, multicast, reserved and link-local addresses, and clouds' metadata services.
 */
const special = blockListOf([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
  // Metadata services of Azure, Alibaba, AWS and Google.
  '168.63.129.16',
  '100.100.100.200',
  'fd00:ec2::/32',
  'fd20:ce::254',
]);
