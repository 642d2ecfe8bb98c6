/** What is written of an ONNX model (onnx.proto3, opset 17): a field's number and its value, a message inside a message. */
type Field = readonly [number: number, value: bigint | string | Uint8Array | Message];
type Message = readonly Field[];

const VARINT = 0;
const BYTES = 2;
const FLOAT = 1n;

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

function encode(message: Message): Uint8Array {
  const parts = message.map(([number, value]) => {
    if (typeof value === "bigint") return Uint8Array.from([...varint(BigInt((number << 3) | VARINT)), ...varint(value)]);
    const bytes =
      typeof value === "string" ? new TextEncoder().encode(value) : value instanceof Uint8Array ? value : encode(value);
    const head = [...varint(BigInt((number << 3) | BYTES)), ...varint(BigInt(bytes.length))];
    const part = new Uint8Array(head.length + bytes.length);
    part.set(head);
    part.set(bytes, head.length);
    return part;
  });
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}

/** TensorProto. */
function tensor(name: string, values: Float32Array, dims: readonly number[]): Message {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return [...dims.map((dim): Field => [1, BigInt(dim)]), [2, FLOAT], [8, name], [9, bytes]];
}

/** ValueInfoProto of a tensor of float32. */
function value(name: string, dims: readonly number[]): Message {
  const shape = dims.map((dim): Field => [1, [[1, BigInt(dim)]]]);
  return [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, FLOAT],
            [2, shape],
          ],
        ],
      ],
    ],
  ];
}

/** NodeProto. */
function node(type: string, inputs: readonly string[], outputs: readonly string[], attributes: readonly Message[] = []): Message {
  return [
    ...inputs.map((name): Field => [1, name]),
    ...outputs.map((name): Field => [2, name]),
    [4, type],
    ...attributes.map((attribute): Field => [5, attribute]),
  ];
}

/** AttributeProto, of one integer or of a graph. */
const integer = (name: string, at: number): Message => [
  [1, name],
  [3, BigInt(at)],
  [20, 2n],
];
const subgraph = (name: string, graph: Message): Message => [
  [1, name],
  [6, graph],
  [20, 5n],
];

interface Graph {
  readonly nodes: readonly Message[];
  readonly tensors: readonly Message[];
  readonly inputs: readonly Message[];
  readonly outputs: readonly Message[];
}

/** GraphProto. */
function graph({ nodes, tensors, inputs, outputs }: Graph): Message {
  return [
    ...nodes.map((own): Field => [1, own]),
    [2, "graph"],
    ...tensors.map((own): Field => [5, own]),
    ...inputs.map((own): Field => [11, own]),
    ...outputs.map((own): Field => [12, own]),
  ];
}

/** ModelProto. */
function model(of: Graph): Uint8Array {
  return encode([
    [1, 8n],
    [
      8,
      [
        [1, ""],
        [2, 17n],
      ],
    ],
    [7, graph(of)],
  ]);
}

/** Weights of an LSTM under PyTorch's layout, D = H. */
export interface LstmWeights {
  readonly units: number;
  /** (4·H, H), blocks i, f, g, o. */
  readonly inputWeights: Float32Array;
  readonly recurrentWeights: Float32Array;
  /** (4·H) */
  readonly bias: Float32Array;
  /** (V, H) and (V); null where nothing is to be said of next words. */
  readonly readout: { readonly weights: Float32Array; readonly bias: Float32Array } | null;
}

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = values[row * columns + column] as number;
  }
  return turned;
}

/** Blocks i, f, g, o as ONNX has them: i, o, f, c. */
function reordered(values: Float32Array): Float32Array {
  const block = values.length / 4;
  const part = (k: number) => values.subarray(k * block, (k + 1) * block);
  return Float32Array.from([...part(0), ...part(3), ...part(1), ...part(2)]);
}

/** x (T, H) → Y (T, 1, 1, H): the LSTM operator, which gives h alone. */
export function writeLstm({ units, inputWeights, recurrentWeights, bias }: LstmWeights, steps: number): Uint8Array {
  const biases = new Float32Array(8 * units);
  biases.set(reordered(bias));
  return model({
    nodes: [
      node("Reshape", ["x", "shape"], ["steps"]),
      node("LSTM", ["steps", "W", "R", "B"], ["Y"], [integer("hidden_size", units)]),
    ],
    tensors: [
      tensor("W", reordered(inputWeights), [1, 4 * units, units]),
      tensor("R", reordered(recurrentWeights), [1, 4 * units, units]),
      tensor("B", biases, [1, 8 * units]),
      [
        [1, 3n],
        [2, 7n],
        [8, "shape"],
        [9, new Uint8Array(new BigInt64Array([BigInt(steps), 1n, BigInt(units)]).buffer)],
      ],
    ],
    inputs: [value("x", [steps, units])],
    outputs: [value("Y", [steps, 1, 1, units])],
  });
}

/** Names of the outputs of `writeScan`, each (T, 1, H). */
export const scanSignals = ["i", "f", "g", "o", "c", "h"] as const;

/** x (T, H) → the six signals, and with a readout `p` (T, 1, V): an LSTM step by step in a Scan, so that its gates can be seen. */
export function writeScan({ units, inputWeights, recurrentWeights, bias, readout }: LstmWeights, steps: number): Uint8Array {
  const rows = 4 * units;
  const body = graph({
    nodes: [
      node("MatMul", ["h0", "R"], ["m"]),
      node("Add", ["m", "w"], ["z"]),
      node("Split", ["z"], ["zi", "zf", "zg", "zo"], [integer("axis", 1)]),
      node("Sigmoid", ["zi"], ["bi"]),
      node("Sigmoid", ["zf"], ["bf"]),
      node("Tanh", ["zg"], ["bg"]),
      node("Sigmoid", ["zo"], ["bo"]),
      node("Mul", ["bf", "c0"], ["kept"]),
      node("Mul", ["bi", "bg"], ["added"]),
      node("Add", ["kept", "added"], ["c1"]),
      node("Tanh", ["c1"], ["shown"]),
      node("Mul", ["bo", "shown"], ["h1"]),
      node("Identity", ["c1"], ["bc"]),
      node("Identity", ["h1"], ["bh"]),
    ],
    tensors: [],
    inputs: [value("h0", [1, units]), value("c0", [1, units]), value("w", [rows])],
    outputs: ["h1", "c1", ...scanSignals.map((name) => `b${name}`)].map((name) => value(name, [1, units])),
  });
  const words = readout?.bias.length ?? 0;
  return model({
    nodes: [
      node("MatMul", ["x", "W"], ["xW"]),
      node("Add", ["xW", "B"], ["projected"]),
      node(
        "Scan",
        ["zeros", "zeros", "projected"],
        ["hT", "cT", ...scanSignals],
        [integer("num_scan_inputs", 1), subgraph("body", body)],
      ),
      ...(readout === null
        ? []
        : [
            node("MatMul", ["h", "Y"], ["hY"]),
            node("Add", ["hY", "YB"], ["logits"]),
            node("Softmax", ["logits"], ["p"], [integer("axis", 2)]),
          ]),
    ],
    tensors: [
      tensor("W", transposed(inputWeights, rows, units), [units, rows]),
      tensor("R", transposed(recurrentWeights, rows, units), [units, rows]),
      tensor("B", bias, [rows]),
      tensor("zeros", new Float32Array(units), [1, units]),
      ...(readout === null
        ? []
        : [tensor("Y", transposed(readout.weights, words, units), [units, words]), tensor("YB", readout.bias, [words])]),
    ],
    inputs: [value("x", [steps, units])],
    outputs: [
      ...scanSignals.map((name) => value(name, [steps, 1, units])),
      ...(readout === null ? [] : [value("p", [steps, 1, words])]),
    ],
  });
}
