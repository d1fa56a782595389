//! The composition root: opens the desk, starts every door, ends them in order.
