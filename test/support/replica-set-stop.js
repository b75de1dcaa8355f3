export default () => globalThis.stopReplicaSet();
