//! Benchmarks stand in `benches/`, each named after the question it answers; this library holds what they share: files
//! with known totals, a practice, and the table of results.

pub mod cpu_time;
pub mod generate;
pub mod practice;
pub mod results;
