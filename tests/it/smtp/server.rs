//! What only real sockets can show.
