import { more, type CloudFacts } from './facts.js';

/** What both clouds of Huawei have in common. */
export const project = '29dfe82ada564ac2b927e1ff036d9a9b';

export const huawei = {
  params: { projectId: project },
  attributes: { 'project-id': project },
  header: 'X-Auth-Token',
  scheme: '',
  lifetime: 86_400,
  errors: [
    (say) => ({ error_code: say(), error_msg: say(), request_id: say(), ...more(say) }),
    (say) => ({ error: { code: say(), message: say(), request_id: say(), ...more(say) } }),
  ],
} as const satisfies Partial<CloudFacts>;
