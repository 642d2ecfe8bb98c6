import * as tf from "@tensorflow/tfjs-core";
import { scanSignals } from "./onnx.ts";
import { inputsOf, modelOf, type Traced, type Tracer, type TraceShape, weightsOf } from "./tracers.ts";

/** TensorFlow.js, one operation after the other, all six signals read. */
export async function createTensorflow(shape: TraceShape, backend: "cpu" | "wasm"): Promise<Tracer> {
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend ${backend} here`);
  const { units } = shape;
  const model = modelOf(shape);
  const { inputWeights, recurrentWeights, bias, readout } = weightsOf(model, shape);
  const matrix = (values: Float32Array) => tf.tensor2d(values, [values.length / units, units]);
  const [input, recurrent, biases, x] = [
    matrix(inputWeights),
    matrix(recurrentWeights),
    tf.tensor1d(bias),
    matrix(inputsOf(model, shape)),
  ];
  const top = readout === null ? null : { weights: matrix(readout.weights), bias: tf.tensor1d(readout.bias) };
  const compute = () =>
    tf.tidy((): Traced => {
      const all = scanSignals.map((): tf.Tensor[] => []);
      let hidden = tf.zeros([1, units]);
      let cell = tf.zeros([1, units]);
      for (const word of tf.unstack(tf.add(tf.matMul(x, input, false, true), biases))) {
        const z = tf.add(tf.matMul(hidden, recurrent, false, true), tf.reshape(word, [1, -1]));
        const [zi, zf, zg, zo] = tf.split(z, 4, 1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
        const [i, f, g, o] = [tf.sigmoid(zi), tf.sigmoid(zf), tf.tanh(zg), tf.sigmoid(zo)];
        cell = tf.add(tf.mul(f, cell), tf.mul(i, g));
        hidden = tf.mul(o, tf.tanh(cell));
        for (const [place, signal] of [i, f, g, o, cell, hidden].entries()) all[place]?.push(signal);
      }
      const joined = all.map((signal) => tf.concat(signal, 0));
      const states = joined.at(-1) as tf.Tensor;
      const shares = top === null ? null : tf.softmax(tf.add(tf.matMul(states, top.weights, false, true), top.bias));
      return { signals: joined.map((signal) => signal.dataSync()), probabilities: shares?.dataSync() ?? null };
    });
  return {
    name: `tfjs (${backend})`,
    pass: async () => {
      await tf.setBackend(backend);
      const found = compute();
      return () => found;
    },
  };
}
