//! What a decision keeps.
