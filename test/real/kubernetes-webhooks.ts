import {
  changeDefault,
  defineChange,
  makeRequired,
  mapEnum,
  moveEndpoint,
  requestOf,
  retypeField,
} from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const create = 'POST /apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations'

/** JSON Schema, as the vendor publishes it; `default` says there what the server fills in. */
const Webhook = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    rules: { type: 'array', items: { type: 'object' } },
    clientConfig: { type: 'object' },
    admissionReviewVersions: { type: 'array', items: { type: 'string' } },
    sideEffects: { enum: ['None', 'NoneOnDryRun'] },
    timeoutSeconds: { type: 'integer', default: 10 },
    failurePolicy: { enum: ['Ignore', 'Fail'], default: 'Fail' },
    matchPolicy: { enum: ['Exact', 'Equivalent'], default: 'Equivalent' },
  },
  required: ['name', 'clientConfig', 'admissionReviewVersions', 'sideEffects'],
}

const Configuration = {
  type: 'object',
  properties: {
    apiVersion: { const: 'admissionregistration.k8s.io/v1' },
    kind: { const: 'ValidatingWebhookConfiguration' },
    metadata: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    webhooks: { type: 'array', items: { $ref: '#/$defs/K8sValidatingWebhook' } },
  },
  required: ['apiVersion', 'kind', 'metadata', 'webhooks'],
}

const Body = {
  $ref: '#/$defs/K8sValidatingWebhookConfiguration',
  $defs: { K8sValidatingWebhookConfiguration: Configuration, K8sValidatingWebhook: Webhook },
}

const webhook = {
  name: 'pod-policy.example.com',
  rules: [
    {
      apiGroups: [''],
      apiVersions: ['v1'],
      operations: ['CREATE'],
      resources: ['pods'],
      scope: 'Namespaced',
    },
  ],
  clientConfig: { service: { namespace: 'example-namespace', name: 'example-service' } },
  timeoutSeconds: 5,
}
const oldWebhook = { ...webhook, admissionReviewVersions: ['v1beta1'] }
const currentWebhook = { ...webhook, admissionReviewVersions: ['v1', 'v1beta1'], sideEffects: 'None' }

const toOld = (...webhooks: readonly object[]): object => ({
  apiVersion: 'admissionregistration.k8s.io/v1beta1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'pod-policy.example.com' },
  webhooks,
})
const toCurrent = (...webhooks: readonly object[]): object => ({
  ...toOld(...webhooks),
  apiVersion: 'admissionregistration.k8s.io/v1',
})

/** kubernetes/website, CC BY 4.0; `caBundle` is left out. The values that v1 refuses are of kubernetes/api, Apache-2.0. */
export const change: RealChange = {
  api: 'Kubernetes',
  versions: ['admissionregistration.k8s.io/v1beta1', 'admissionregistration.k8s.io/v1'],
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/#webhook-resources-v122',
  changes: [
    defineChange({
      summary: 'A webhook fails closed by default, and says which side effects it has.',
      operations: [
        moveEndpoint('/apis/admissionregistration.k8s.io/v1beta1', '/apis/admissionregistration.k8s.io/v1'),
        mapEnum('K8sValidatingWebhookConfiguration', 'apiVersion', {
          pairs: [['admissionregistration.k8s.io/v1beta1', 'admissionregistration.k8s.io/v1']],
        }),
        // What an old client leaves out means what it meant: it is written out.
        changeDefault('K8sValidatingWebhook', 'timeoutSeconds', { old: 30, current: 10 }),
        changeDefault('K8sValidatingWebhook', 'failurePolicy', { old: 'Ignore', current: 'Fail' }),
        changeDefault('K8sValidatingWebhook', 'matchPolicy', { old: 'Exact', current: 'Equivalent' }),
        makeRequired('K8sValidatingWebhook', 'admissionReviewVersions', { upgrade: ['v1beta1'] }),
        makeRequired('K8sValidatingWebhook', 'sideEffects', { upgrade: 'Unknown' }),
        // `Some` and `Unknown` have no current counterpart: they stay, and the current schema refuses them.
        retypeField('K8sValidatingWebhook', 'sideEffects', {
          old: { enum: ['Unknown', 'None', 'Some', 'NoneOnDryRun'] },
          upgrade: (value) => value,
          downgrade: (value) => value,
        }),
      ],
    }),
  ],
  endpoints: [toEndpoint(create, { body: Body, responses: { 201: Body } })],
  bodies: [
    {
      title: 'the newer configuration',
      of: requestOf(create),
      old: toOld({ ...currentWebhook, failurePolicy: 'Fail', matchPolicy: 'Equivalent' }),
      current: toCurrent(currentWebhook),
      documented: 'current',
      direction: 'downgrade',
    },
    {
      title: 'what an old client leaves out',
      of: requestOf(create),
      old: toOld({ name: 'a', clientConfig: {}, sideEffects: 'None' }),
      current: toCurrent({
        name: 'a',
        clientConfig: {},
        sideEffects: 'None',
        timeoutSeconds: 30,
        failurePolicy: 'Ignore',
        matchPolicy: 'Exact',
        admissionReviewVersions: ['v1beta1'],
      }),
      documented: 'neither',
      direction: 'upgrade',
    },
  ],
  // The older configuration says nothing of its side effects, which v1 does not accept.
  refused: [{ of: requestOf(create), old: toOld(oldWebhook) }],
  addresses: {
    [create]: 'POST /apis/admissionregistration.k8s.io/v1beta1/validatingwebhookconfigurations',
  },
  faults: [`L2 upgrade: the request of ${create}`],
}
