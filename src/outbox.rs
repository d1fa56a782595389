//! (outbox)
