//! What every room of the rim needs: the clock, named tasks. Never a place for helpers.

pub mod clock;
pub mod tasks;
