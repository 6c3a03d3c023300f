/**
 * Rules in front of the proxy match the address as written, and a URL parser normalizes it afterwards. So only addresses that need no
 * normalizing are accepted: those in the normal form of RFC 3986, 6.2.2, which browsers send.
 */
export function isNormalTarget(target: string): boolean {
  const end = target.indexOf('?');
  const path = end < 0 ? target : target.slice(0, end);
  if (!isNormalPath(path)) return false;
  // The query, too, must be unchanged by the parser, and must not contain a fragment.
  return new URL(`http://host${target}`).href === `http://host${target}` && !target.includes('#');
}

/** Without dot segments, empty segments, backslashes and needless escapes. */
export function isNormalPath(path: string): boolean {
  if (!/^\/(?:[\w\-.~!$&'()*+,;=:@/]|%[\dA-F]{2})*$/.test(path)) return false;
  if (/\/\/|\/\.{1,2}(?:\/|$)|%5C/.test(path)) return false;
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path)) && !hasNeedlessEscape(path);
  } catch {
    return false;
  }
}

function hasNeedlessEscape(path: string): boolean {
  return Array.from(path.matchAll(/%([2-7][\dA-F])/g), ([, code = '']) => String.fromCharCode(parseInt(code, 16))).some(
    (character) => /[\w\-.~]/.test(character),
  );
}

/** Whether a `Host` header is a host with an optional port, as a browser writes it. */
export function isHost(host: string): boolean {
  const [, name = '', port] =
    /^((?:[\w-]{1,63}\.)*[\w-]{1,63}\.?|\[[\da-f:.]+\])(?::([1-9]\d{0,4}))?$/i.exec(host) ?? [];
  if (name === '' || Number(port ?? 1) > 65_535 || !URL.canParse(`http://${name}`)) return false;
  // A number can be an IPv4 address in disguise.
  return new URL(`http://${name}`).hostname === name.toLowerCase();
}

/** Some platforms hide the body of a GET, but not the headers that announce it. */
export function announcesBody(headers: Headers): boolean {
  return headers.has('Transfer-Encoding') || /[^0]/.test(headers.get('Content-Length') ?? '');
}
