/**
 * The server's part of a picker with a `proxy` attribute, for every runtime that knows `Request` and `Response`.
 *
 * @module
 */
export type { Limits, ProxyConfig, UpstreamConfig } from './config.js';
export { horizonToken } from './credentials/horizon-token.js';
export type { HorizonTokenOptions } from './credentials/horizon-token.js';
export { hostwayBasic } from './credentials/hostway-basic.js';
export { huaweiIam } from './credentials/huawei-iam.js';
export type { HuaweiIamOptions } from './credentials/huawei-iam.js';
export type { CredentialsSetting, PortalCredentials } from './credentials/portal.js';
export { SignInError } from './credentials/source.js';
export type { CredentialSource, Issued, IssueContext } from './credentials/source.js';
export { zstackAccount } from './credentials/zstack-account.js';
export type { ZstackAccountOptions } from './credentials/zstack-account.js';
export type { Log, ProxyEvent, RequestEvent, SignInEvent } from './events.js';
export type { ProxyCode } from './failure.js';
export { createProxy } from './proxy.js';
export type { CloudProxy } from './proxy.js';
