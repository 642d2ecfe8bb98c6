/** The little that is used of what the benches measure against: they are installed by `npm run bench` alone. */

declare module "onnxruntime-web" {
  export class Tensor {
    constructor(type: "float32", data: Float32Array, dims: readonly number[]);
    readonly data: Float32Array;
  }
  export interface Session {
    readonly run: (feeds: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>;
  }
  export const InferenceSession: {
    readonly create: (model: Uint8Array, options?: Readonly<Record<string, unknown>>) => Promise<Session>;
  };
  export const env: { readonly wasm: { numThreads: number; wasmPaths: Readonly<Record<string, string>> } };
}

declare module "onnxruntime-web/wasm" {
  export { env, InferenceSession, Tensor } from "onnxruntime-web";
}

declare module "@tensorflow/tfjs-core" {
  export interface Tensor {
    readonly dataSync: () => Float32Array;
  }
  type Given = Tensor | readonly Tensor[];
  export function setBackend(name: "cpu" | "wasm"): Promise<boolean>;
  export function tidy<Value>(compute: () => Value): Value;
  export function tensor1d(values: ArrayLike<number>, type?: "int32"): Tensor;
  export function tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  export function zeros(shape: readonly number[]): Tensor;
  export function matMul(a: Tensor, b: Tensor, turnA: boolean, turnB: boolean): Tensor;
  export function add(a: Tensor, b: Tensor): Tensor;
  export function mul(a: Tensor, b: Tensor): Tensor;
  export function neg(a: Tensor): Tensor;
  export function sum(a: Tensor): Tensor;
  export function sigmoid(a: Tensor): Tensor;
  export function tanh(a: Tensor): Tensor;
  export function softmax(a: Tensor): Tensor;
  export function logSoftmax(a: Tensor): Tensor;
  export function norm(a: Tensor): Tensor;
  export function cast(a: Tensor, type: "float32"): Tensor;
  export function oneHot(a: Tensor, depth: number): Tensor;
  export function reshape(a: Tensor, shape: readonly number[]): Tensor;
  export function concat(all: readonly Tensor[], axis: number): Tensor;
  export function split(a: Tensor, parts: number, axis: number): Tensor[];
  export function unstack(a: Tensor): Tensor[];
  export function grads(compute: (...given: Tensor[]) => Tensor): (given: Tensor[]) => Tensor[];
}

declare module "@tensorflow/tfjs-core/dist/register_all_gradients.js";
declare module "@tensorflow/tfjs-backend-cpu";

declare module "@tensorflow/tfjs-backend-wasm" {
  export function setWasmPaths(folder: string): void;
  export function setThreadsCount(count: number): void;
}
