/** Registers every element, cloud and language, and exports the whole public API. */
import './register/image-picker.js';
import './register/image-provider.js';
import './register/image-copies.js';
import './register/vm-image-candidates.js';
import './register/workspace-images.js';
import './register/flexcloud-images.js';
import './register/cloud-phone-images.js';
import './register/glance-images.js';
import './register/clouds.js';
import './register/zh.js';
import './register/ar.js';

export { ImagePicker } from './components/image-picker.js';
export { ImageProvider } from './components/image-provider.js';
export { ImageCopies } from './components/image-copies.js';
export { VmImageCandidates } from './components/vm-image-candidates.js';
export { WorkspaceImages } from './components/workspace-images.js';
export { FlexcloudImages } from './components/flexcloud-images.js';
export { CloudPhoneImages } from './components/cloud-phone-images.js';
export { GlanceImages } from './components/glance-images.js';
export { Catalog } from './catalog/index.js';
export { ProviderError } from './providers/errors.js';
export { defineProvider } from './providers/provider.js';
export * from './locales/index.js';
export { providers } from './providers/registry.js';
export type * from './types.js';
