#!/bin/sh
# Writes the committed samples anew: write_samples.sh <sluss-generate> <folder of the project>.
# With a third argument they are written there, and compared with the committed ones.
set -eu
generate=$1
project=$2
to=${3:-$project}
klipp=connectors/klipp/samples
sheet=connectors/placement-sheet/samples
mkdir -p "$to/$klipp" "$to/$sheet"

"$generate" --out "$to/$klipp/placeringar-HT2026.csv" --config "$to/config"
"$generate" --rows 30 --bad 0 --encoding windows-1252 --out "$to/$klipp/placeringar-HT2026-windows-1252.csv"
"$generate" --format xlsx --rows 120 --bad 20 --seed 7 --out "$to/$sheet/placeringar.xlsx"

[ "$to" = "$project" ] && exit 0
for file in "$klipp/placeringar-HT2026.csv" "$klipp/placeringar-HT2026-windows-1252.csv" \
  config/agreements/parties.yaml config/agreements/agreements.yaml config/prices/sample-prices.yaml; do
  cmp "$to/$file" "$project/$file"
done
# A workbook is compressed: what is in it counts, not the bytes around it.
for part in xl/worksheets/sheet1.xml xl/sharedStrings.xml xl/styles.xml; do
  unzip -p "$to/$sheet/placeringar.xlsx" $part > "$to/part.new"
  unzip -p "$project/$sheet/placeringar.xlsx" $part > "$to/part.old"
  cmp "$to/part.new" "$to/part.old"
done
