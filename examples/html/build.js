// Copies the pages and the script-tag file to `dist`, and puts the script tag with the hash of this version into the page.
import { cp, readFile, writeFile } from 'node:fs/promises';

const library = 'node_modules/cloud-image-picker/dist';

await cp('src', 'dist', { recursive: true });
await cp(`${library}/cloud-image-picker.min.js`, 'dist/assets/cloud-image-picker.min.js');
const page = await readFile('src/index.html', 'utf8');
const tag = await readFile(`${library}/script-tag.html`, 'utf8');
await writeFile('dist/index.html', page.replace('<!-- cloud-image-picker -->', tag.trim()));
