//! What every room of the rim needs: the clock, the log, named tasks. Never a place for helpers.

pub mod allocator;
pub mod clock;
pub mod open_files;
pub mod tasks;
pub mod telemetry;
