sed -i 's/^  klipp: .*/&\n  klipp2: { use: klipp, folder: ..\/inbox }/' config/connections.yaml
sed -i 's/^from: .*/from: [klipp.placements, klipp2.placements]/' config/pipelines/nightly.yaml
