/**
 * The server side of a picker with a `proxy` attribute, for every runtime with `Request` and `Response`.
 *
 * @module
 */
export type { Authorize, AuthorizeContext, Identity, Verdict } from './authorize.js';
export type { Cause } from './cause.js';
export type { ProxyConfig, UpstreamConfig } from './config.js';
export { horizonToken } from './credentials/horizon-token.js';
export type { HorizonTokenOptions } from './credentials/horizon-token.js';
export { hostwayBasic } from './credentials/hostway-basic.js';
export type { HostwayUser } from './credentials/hostway-basic.js';
export { huaweiIam } from './credentials/huawei-iam.js';
export type { HuaweiIamOptions } from './credentials/huawei-iam.js';
export { openstackKeystone } from './credentials/openstack-keystone.js';
export type { OpenstackKeystoneOptions } from './credentials/openstack-keystone.js';
export type { Account, AskForRequest } from './credentials/by-request.js';
export type { CredentialsSetting } from './credentials/setting.js';
export { SignInError } from './credentials/source.js';
export type { CredentialSource, Issued, IssueContext } from './credentials/source.js';
export { zstackAccount } from './credentials/zstack-account.js';
export type { ZstackAccountOptions } from './credentials/zstack-account.js';
export type { Log, ProxyEvent, RefusalEvent, RequestEvent, SignInEvent, SignOutEvent, StoreEvent } from './events.js';
export type { ProxyStore } from './store/proxy-store.js';
export type { ProxyCode } from './failure.js';
export type { Limits } from './limits.js';
export type { Pins } from './pins.js';
export { createProxy } from './proxy.js';
export type { CloudProxy } from './proxy.js';
