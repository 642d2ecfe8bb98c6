#!/bin/sh
# From checkpoints to what ships: weights, measured figures, golden values, model cards.
#
#     training/finish.sh --corpus DIR [--checkpoints DIR]
#
# Takes a few minutes on one core. Runs that have not ended are exported as they are and marked
# interim; a model without a checkpoint takes DIR/interim/<id>.pt. PYTHON names the interpreter.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
corpus= checkpoints=$here/checkpoints
while [ $# -gt 0 ]; do
  case $1 in
    --corpus) corpus=$2 ;;
    --checkpoints) checkpoints=$(cd "$2" && pwd) ;;
    *) echo "finish.sh: $1 is not known; --corpus DIR, --checkpoints DIR are" >&2; exit 2 ;;
  esac
  shift 2
done
[ -d "$corpus" ] || { echo "finish.sh: --corpus needs the folder of the text" >&2; exit 2; }
corpus=$(cd "$corpus" && pwd)
python=${PYTHON:-python3}
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
ids="story-lstm story-rnn story-stateless"

# A copy first: running trainings go on writing theirs.
snapshot=$checkpoints/finish
mkdir -p "$snapshot"
cp "$checkpoints/vocab.json" "$snapshot/"
for id in $ids; do
  if [ -f "$checkpoints/$id.pt" ]; then cp "$checkpoints/$id.pt" "$snapshot/"
  else cp "$checkpoints/interim/$id.pt" "$snapshot/"; fi
done

cd "$here"
"$python" export.py $ids --checkpoints "$snapshot"
[ -f results/kneser-ney.json ] || "$python" ngram.py --corpus "$corpus" --vocabulary "$snapshot/vocab.json"
"$python" evaluate.py $ids --corpus "$corpus" --checkpoints "$snapshot"
"$python" golden_shipped.py $ids
"$python" card.py $ids
ls -l "$here"/../public/models/*/model.safetensors
