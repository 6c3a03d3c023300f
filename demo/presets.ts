import {
  CloudPhoneImages,
  FlexcloudImages,
  GlanceImages,
  ImageCopies,
  VmImageCandidates,
  WorkspaceImages,
  type ImageField,
} from '../src/index.js';
import type { CloudId } from '../simulator/index.js';

/** One cloud, as the page shows it. */
export interface Preset {
  readonly id: CloudId;
  /** On its tab. */
  readonly title: string;
  /** What is listed, and how the cloud returns it. */
  readonly about: string;
  /** The attributes that a portal would set in the element's tag. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly create: () => ImageField;
}

export const presets: readonly Preset[] = [
  {
    id: 'horizon',
    title: 'Horizon Cloud',
    about: 'VMware: the copies of one image version. Pages of up to 200, by number.',
    attributes: { 'image-id': '64f1c29e8b0d4a6e91f3a7b2', 'version-id': '650a3d1f7c2e9b5840d6e1c8' },
    create: () => new ImageCopies(),
  },
  {
    id: 'zstack',
    title: 'ZStack',
    about: 'The images that a virtual machine can be changed to. All of them in one answer.',
    attributes: { 'vm-instance-uuid': '4d3b1a9c6e2f48c7a5b0d9e8f7c61234' },
    create: () => new VmImageCandidates(),
  },
  {
    id: 'huawei-workspace',
    title: 'Huawei Workspace',
    about: 'Huawei Cloud: the product images of cloud desktops. Pages of up to 100, by offset.',
    attributes: { 'project-id': '0b7f3e5d9a1c4826b4e0c8d2f6a19357' },
    create: () => new WorkspaceImages(),
  },
  {
    id: 'hostway',
    title: 'Hostway FlexCloud',
    about: 'The images of an account, its own and the provider’s. All of them in one answer.',
    attributes: { 'account-id': '104729' },
    create: () => new FlexcloudImages(),
  },
  {
    id: 'huawei-cloud-phone',
    title: 'Huawei Cloud Phone',
    about: 'Huawei Cloud: the Android images of cloud phones. Pages of up to 100, by offset.',
    attributes: { 'project-id': '0b7f3e5d9a1c4826b4e0c8d2f6a19357' },
    create: () => new CloudPhoneImages(),
  },
  {
    id: 'openstack',
    title: 'OpenStack',
    about: 'The images of Glance that a project can use. Pages of up to 200, by markers, and no total.',
    attributes: {},
    create: () => new GlanceImages(),
  },
];
