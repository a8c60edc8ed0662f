import { z } from 'zod'
import {
  defineChange,
  makeRequired,
  mapEnum,
  moveEndpoint,
  nestFields,
  renameField,
  requestOf,
  responseOf,
  retypeField,
} from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const create = 'POST /apis/networking.k8s.io/v1/namespaces/:namespace/ingresses'
const read = 'GET /apis/networking.k8s.io/v1/namespaces/:namespace/ingresses/:name'

const ServicePort = z.union([z.strictObject({ number: z.int() }), z.strictObject({ name: z.string() })])
const ServiceBackend = z.object({ name: z.string(), port: ServicePort }).meta({ id: 'K8sServiceBackend' })

const Backend = z
  .object({
    service: ServiceBackend.optional(),
    resource: z.object({ kind: z.string(), name: z.string() }).optional(),
  })
  .meta({ id: 'K8sIngressBackend' })

const Path = z
  .object({
    path: z.string().optional(),
    pathType: z.enum(['Exact', 'Prefix', 'ImplementationSpecific']),
    backend: Backend,
  })
  .meta({ id: 'K8sIngressPath' })

const Spec = z
  .object({
    defaultBackend: Backend.optional(),
    rules: z.array(z.object({ http: z.object({ paths: z.array(Path) }).optional() })).optional(),
  })
  .meta({ id: 'K8sIngressSpec' })

const Ingress = z
  .object({
    apiVersion: z.literal('networking.k8s.io/v1'),
    kind: z.literal('Ingress'),
    metadata: z.object({ name: z.string() }),
    spec: Spec,
  })
  .meta({ id: 'K8sIngress' })

const metadata = { name: 'test-ingress' }
const old = { apiVersion: 'networking.k8s.io/v1beta1', kind: 'Ingress', metadata }
const current = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata }
const toRules = (path: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  rules: [{ http: { paths: [{ path: '/testpath', ...path }] } }],
})
const oldBackend = { serviceName: 'test', servicePort: 80 }
const backend = { service: { name: 'test', port: { number: 80 } } }

/** kubernetes/website, CC BY 4.0. Annotations are left out. */
export const change: RealChange = {
  api: 'Kubernetes',
  versions: ['networking.k8s.io/v1beta1', 'networking.k8s.io/v1'],
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122',
  changes: [
    defineChange({
      summary: 'A backend names its service in an object, and a path says how it is matched.',
      operations: [
        moveEndpoint('/apis/networking.k8s.io/v1beta1', '/apis/networking.k8s.io/v1'),
        mapEnum(Ingress, 'apiVersion', { pairs: [['networking.k8s.io/v1beta1', 'networking.k8s.io/v1']] }),
        renameField(Spec, 'backend', 'defaultBackend'),
        // The names between the two versions are in no schema, so they are not checked.
        renameField('K8sIngressBackend', 'serviceName', 'name'),
        renameField('K8sIngressBackend', 'servicePort', 'port'),
        nestFields(Backend, ['name', 'port'], 'service'),
        retypeField(ServiceBackend, 'port', {
          old: z.union([z.int(), z.string()]),
          upgrade: (port) => (typeof port === 'number' ? { number: port } : { name: port }),
          downgrade: (port) => ('number' in port ? port.number : port.name),
        }),
        makeRequired(Path, 'pathType', { upgrade: 'ImplementationSpecific' }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint(create, { body: Ingress, responses: { 201: Ingress } }),
    toEndpoint(read, { responses: { 200: Ingress } }),
  ],
  bodies: [
    {
      title: 'the newer manifest',
      of: responseOf(read),
      old: { ...old, spec: toRules({ pathType: 'Prefix', backend: oldBackend }) },
      current: { ...current, spec: toRules({ pathType: 'Prefix', backend }) },
      documented: 'current',
    },
    {
      // The vendor's pair is no round trip: the newer manifest has chosen `Prefix`, the guide keeps the meaning.
      title: 'the older manifest',
      of: requestOf(create),
      old: { ...old, spec: toRules({ backend: oldBackend }) },
      current: { ...current, spec: toRules({ pathType: 'ImplementationSpecific', backend }) },
      documented: 'old',
      direction: 'upgrade',
    },
    {
      title: 'a single service',
      of: requestOf(create),
      old: { ...old, spec: { backend: { serviceName: 'testsvc', servicePort: 80 } } },
      current: {
        ...current,
        spec: { defaultBackend: { service: { name: 'testsvc', port: { number: 80 } } } },
      },
      documented: 'current',
    },
    {
      title: 'a port that is a name made of digits, and no service',
      of: requestOf(create),
      old: {
        ...old,
        spec: {
          backend: { resource: { kind: 'StorageBucket', name: 'static' } },
          ...toRules({ pathType: 'Exact', backend: { serviceName: 'test', servicePort: '80' } }),
        },
      },
      current: {
        ...current,
        spec: {
          defaultBackend: { resource: { kind: 'StorageBucket', name: 'static' } },
          ...toRules({ pathType: 'Exact', backend: { service: { name: 'test', port: { name: '80' } } } }),
        },
      },
      documented: 'neither',
    },
  ],
  addresses: {
    [create]: 'POST /apis/networking.k8s.io/v1beta1/namespaces/:namespace/ingresses',
    [read]: 'GET /apis/networking.k8s.io/v1beta1/namespaces/:namespace/ingresses/:name',
  },
}
