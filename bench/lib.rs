//! Benchmarks stand in `benches/`, each named after the question it answers; this library holds what they share.
