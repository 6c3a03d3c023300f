import { deflateSync, inflateSync } from 'node:zlib';

/** Rows of pixels, each with its red, green and blue. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length);
  body.copy(framed, 4);
  framed.writeUInt32BE(checksum(body), body.length + 4);
  return framed;
}

/** CRC-32, which `node:zlib` has only in later versions of Node. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Whichever of left, above and above left is closest to left + above − above left. */
function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Reads what a browser writes: eight bits a colour, not interlaced, nothing transparent. */
function decode(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (!header) throw new Error('Not a PNG');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colours, interlaced] = [header[8], header[9], header[12]];
  if (depth !== 8 || (colours !== 2 && colours !== 6) || interlaced !== 0) throw new Error('Not a PNG of this kind');
  const samples = colours === 6 ? 4 : 3;
  const stride = width * samples;
  const packed = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const raw = Buffer.alloc(stride * height);
  const byteAt = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (raw[y * stride + x] ?? 0));
  for (let y = 0; y < height; y++) {
    const filter = packed[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = byteAt(x - samples, y);
      const above = byteAt(x, y - 1);
      const corner = x < samples ? 0 : byteAt(x - samples, y - 1);
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      raw[y * stride + x] = (packed[y * (stride + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgb.set(raw.subarray(pixel * samples, pixel * samples + 3), pixel * 3);
  }
  return { width, height, rgb };
}

/** How many of the commonest colours stay as they are. */
const exact = 64;

/** Most of a screen has few colours, and the edges of its letters and its shadows many that nobody can tell apart. */
function paletteOf(commonestFirst: readonly number[]): number[] {
  for (let dropped = 0; ; dropped++) {
    const mask = ((0xff << dropped) & 0xff) * 0x010101;
    const alike = new Set<number>();
    const palette = commonestFirst.filter((colour, rank) => {
      const isNew = !alike.has(colour & mask);
      alike.add(colour & mask);
      return isNew || rank < exact;
    });
    if (palette.length <= 256) return palette;
  }
}

function distance(one: number, other: number): number {
  const part = (shift: number): number => ((one >> shift) & 0xff) - ((other >> shift) & 0xff);
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

function nearest(colour: number, palette: readonly number[]): number {
  let place = 0;
  for (const [at, other] of palette.entries()) {
    if (distance(colour, other) < distance(colour, palette[place] ?? 0)) place = at;
  }
  return place;
}

/** The same picture in at most 256 colours, which is a third of the bytes. */
export function shrink(png: Buffer): Buffer {
  const { width, height, rgb } = decode(png);
  const colourAt = (pixel: number): number =>
    ((rgb[pixel * 3] ?? 0) << 16) | ((rgb[pixel * 3 + 1] ?? 0) << 8) | (rgb[pixel * 3 + 2] ?? 0);
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const colours = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  const palette = paletteOf(colours);
  const places = new Map(colours.map((colour) => [colour, nearest(colour, palette)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rows[pixel + Math.floor(pixel / width) + 1] = places.get(colourAt(pixel)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
