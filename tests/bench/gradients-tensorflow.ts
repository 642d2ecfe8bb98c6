import "./node-require.ts";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import type { Model } from "../../src/engine/model.ts";
import { type Peer, timeOnCpu } from "./peer.ts";

interface Shape {
  readonly units: number;
  readonly steps: number;
  readonly target: number;
}

/**
 * The same norms by TensorFlow.js on its plain JavaScript backend. Its gradients are taken with respect to inputs alone: zeros are
 * added to every h_t and C_t, and those are differentiated.
 */
export function createTensorflowPeer(model: Model, { units, steps, target }: Shape): Peer {
  const [layer] = model.layers;
  const { readout } = model;
  if (layer === undefined || readout === null) throw new RangeError("a model of one layer with a readout is needed");
  const inputWeights = tf.tensor2d(layer.inputWeights, [4 * units, units]);
  const recurrentWeights = tf.tensor2d(layer.recurrentWeights, [4 * units, units]);
  const bias = tf.tensor1d(layer.bias);
  const weights = tf.tensor2d(readout.weights, [readout.bias.length, units]);
  const readoutBias = tf.tensor1d(readout.bias);
  const x = tf.tensor2d(model.embedding.subarray(0, steps * units), [steps, units]);
  const wanted = tf.cast(tf.oneHot(tf.tensor1d([target], "int32"), readout.bias.length), "float32");

  const loss = (...added: tf.Tensor[]): tf.Tensor => {
    const projected = tf.unstack(tf.add(tf.matMul(x, inputWeights, false, true), bias));
    let hidden: tf.Tensor = tf.zeros([1, units]);
    let cell: tf.Tensor = tf.zeros([1, units]);
    projected.forEach((word, step) => {
      const z = tf.add(tf.matMul(hidden, recurrentWeights, false, true), tf.reshape(word, [1, -1]));
      const [i, f, g, o] = tf.split(z, 4, 1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      const kept = tf.mul(tf.sigmoid(f), cell);
      cell = tf.add(tf.add(kept, tf.mul(tf.sigmoid(i), tf.tanh(g))), added[2 * step + 1] as tf.Tensor);
      hidden = tf.add(tf.mul(tf.sigmoid(o), tf.tanh(cell)), added[2 * step] as tf.Tensor);
    });
    const logits = tf.add(tf.matMul(hidden, weights, false, true), readoutBias);
    return tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), wanted)));
  };

  const compute = (): number[] =>
    tf.tidy(() => {
      const zeros = Array.from({ length: 2 * steps }, () => tf.zeros([1, units]));
      const found = tf.grads(loss)(zeros);
      return found.map((gradient) => tf.norm(gradient).dataSync()[0] as number);
    });

  return {
    name: "tfjs (cpu)",
    norms: async () => compute(),
    pass: async () => timeOnCpu(compute),
    close: () => {},
  };
}
