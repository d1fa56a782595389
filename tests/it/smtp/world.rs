//! A receiver on a real socket with a stand-in for the desk, and a client of raw bytes.
