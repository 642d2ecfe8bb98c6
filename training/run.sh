#!/bin/sh
# Train models one after the other: run.sh TOTAL ID...  Resumes where the checkpoints end.
set -e
cd "$(dirname "$0")"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
total=$1
shift
for id in "$@"; do
  ${PYTHON:-python3} train.py "$id" --total "$total" >> "checkpoints/$id.log" 2>&1
done
