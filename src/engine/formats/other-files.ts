import { type Problem, type Result, refuse } from "../problem.ts";
import type { NamedBytes } from "./format.ts";
import { isObject, parseJson } from "./json.ts";
import { listSome, stillSafe } from "./say.ts";
import { decodeUtf8 } from "./utf8.ts";

/** The line that makes what can be dropped out of a model in PyTorch. */
const save = "safetensors.torch.save_file(model.state_dict(), 'mine.safetensors')";

/** What a file is that cannot be opened, and what to do with it. */
interface OtherFile {
  readonly endings: RegExp;
  readonly what: string;
  readonly way: (file: NamedBytes) => string;
}

const others: readonly OtherFile[] = [
  { endings: /\.(?:pt|pth|ckpt|net|bin)$/i, what: "a file of PyTorch", way: convertPyTorch },
  {
    endings: /\.(?:h5|hdf5|keras)$/i,
    what: "a file of Keras",
    way: (file) =>
      holds(file, "GRU", "gru_cell")
        ? "It names a GRU, which cannot be run yet whatever its format; an LSTM or a plain RNN can."
        : "Save its arrays under PyTorch's names instead, with safetensors.numpy.save_file: embedding.weight as it is, lstm.weight_ih_l0 = kernel.T, lstm.weight_hh_l0 = recurrent_kernel.T, lstm.bias_ih_l0 = bias, fc.weight = dense kernel.T, fc.bias (recurrent_activation must be sigmoid).",
  },
  {
    endings: /\.onnx$/i,
    what: "an ONNX graph",
    way: (file) =>
      holds(file, "linear_before_reset")
        ? "It holds a GRU, which cannot be run yet whatever its format; an LSTM or a plain RNN can."
        : `Take the model that it was exported from; in PyTorch: ${save}.`,
  },
  {
    endings: /\.(?:pkl|pickle)$/i,
    what: "a pickle, a program that is not run here",
    way: () => "A vocabulary is saved with json.dump(vocab, open('vocab.json', 'w')), weights with safetensors.",
  },
  {
    endings: /\.(?:npz|npy|csv|tsv)$/i,
    what: "a table of numbers",
    way: () => `Vectors and arrays cannot be read yet; in PyTorch: ${save}.`,
  },
  { endings: /\.(?:zip|gz|tgz|tar|7z|rar)$/i, what: "an archive", way: () => "Unpack it and drop the files in it." },
  { endings: /\.(?:tflite|pb|mlmodel|gguf|t7)$/i, what: "a model of another program", way: () => `In PyTorch: ${save}.` },
];

function convertPyTorch(file: NamedBytes): string {
  if (holds(file, "constants.pkl")) {
    return `It is TorchScript, a program beside its weights. Load it and save the weights: m = torch.jit.load(path); safetensors.torch.save_file(dict(m.state_dict()), 'mine.safetensors').`;
  }
  if (holds(file, "torch.nn.modules", "torch.nn.modules.rnn", "__main__")) {
    return `It holds a whole module, whose class would have to be run; nothing of it was. Load it where its class is and save the weights: ${save}.`;
  }
  const bytes = new Uint8Array(file.bytes, 0, Math.min(4, file.bytes.byteLength));
  const isOld = bytes[0] === 0x80 && bytes[2] === 0x8a;
  return `${isOld ? "It is of the kind before PyTorch 1.6. " : ""}In Python: sd = torch.load(path, map_location='cpu'); safetensors.torch.save_file({k: v.clone() for k, v in sd.items()}, 'mine.safetensors'); of a checkpoint take its state_dict.`;
}

/** Whether one of these texts stands in the first megabyte or the last of a file. */
function holds({ bytes }: NamedBytes, ...texts: readonly string[]): boolean {
  const most = 1_000_000;
  const parts = [bytes.slice(0, most), bytes.slice(Math.max(most, bytes.byteLength - most))];
  return parts.some((part) => {
    const whole = new Uint8Array(part);
    return texts.some((text) => indexOf(whole, text) >= 0);
  });
}

function indexOf(bytes: Uint8Array, text: string): number {
  const codes = Array.from(text, (letter) => letter.charCodeAt(0));
  for (let at = bytes.indexOf(codes[0] as number); at >= 0; at = bytes.indexOf(codes[0] as number, at + 1)) {
    if (codes.every((code, n) => bytes[at + n] === code)) return at;
  }
  return -1;
}

/** Why files that hold no readable weights are refused, with a way on; null where nothing is known of them. */
export function refuseOthers(files: readonly NamedBytes[]): Result<never> | null {
  const web = files.find(isWebModel);
  if (web !== undefined) {
    return refuse(
      `${web.name} describes a model of TensorFlow.js or ml5`,
      `Models in several files cannot be read yet. Load it in Python and save its arrays under PyTorch's names as one .safetensors: lstm.weight_ih_l0 = kernel.T, lstm.weight_hh_l0 = recurrent_kernel.T, lstm.bias_ih_l0 = bias. ${stillSafe}`,
    );
  }
  for (const file of files) {
    const other = others.find(({ endings }) => endings.test(file.name));
    if (other !== undefined) {
      return refuse(
        `${file.name} is ${other.what}`,
        `It cannot be opened as it is. ${other.way(file)} ${stillSafe} A .safetensors can be dropped, with its config.json and vocab.json.`,
      );
    }
  }
  return null;
}

/** model.json of TensorFlow.js, or manifest.json of ml5. */
function isWebModel({ name, bytes }: NamedBytes): boolean {
  if (!/\.json$/i.test(name)) return false;
  const text = decodeUtf8(new Uint8Array(bytes));
  const value = text === null ? undefined : parseJson(text);
  if (!isObject(value)) return false;
  if (value.modelTopology !== undefined || value.weightsManifest !== undefined) return true;
  const entries = Object.values(value);
  return (
    entries.length > 0 && entries.every((entry) => isObject(entry) && entry.filename !== undefined && entry.shape !== undefined)
  );
}

/** What a file is that is called .safetensors and begins otherwise; null where it may be one. */
export function misnamed(file: NamedBytes): Problem | null {
  const start = new Uint8Array(file.bytes, 0, Math.min(40, file.bytes.byteLength));
  const text = String.fromCharCode(...start);
  const is = (title: string, detail: string): Problem => ({ title: `${file.name} ${title}`, detail: `${detail} ${stillSafe}` });
  if (text.startsWith("version https://git-lfs")) {
    return is("is a pointer of Git LFS, not the weights", "Fetch them with git lfs pull, or download the file itself.");
  }
  if (/^\s*<(?:!doctype|html)/i.test(text))
    return is("is a web page, not the weights", "Download the file itself, not the page about it.");
  if (text.startsWith("PK\x03\x04")) return is("is a zip, not a safetensors file", `${convertPyTorch(file)}`);
  return null;
}

/** Several files that could all be weights. */
export function refuseSeveral(files: readonly NamedBytes[]): Result<never> {
  const names = listSome(files.map(({ name }) => name));
  const isSharded = files.every(({ name }) => /-\d+-of-\d+\.\w+$/.test(name));
  const way = isSharded
    ? `They are the parts of one model: load it and save it as one file, ${save}.`
    : "Drop one file with weights, with its config.json and vocab.json if there are any.";
  return refuse("Several files with weights", `${names} found, one needed (.safetensors). ${way} ${stillSafe}`);
}
